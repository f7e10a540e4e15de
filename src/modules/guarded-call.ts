import { isThreadSealed } from './seal-thread.ts';
import { watchGlobals } from './watched-globals.ts';

/**
 * A function of a user's module for a thread that others need: what it replaces of the thread's globals is put back when
 * it returns, and raises an Error. In a trial's thread it is the function itself.
 */
export function withGuardedGlobals<Args extends unknown[], Result>(
  work: (...args: Args) => Result,
  file: string,
): (...args: Args) => Result {
  if (isThreadSealed()) return work;
  return (...args) => {
    const globals = watchGlobals();
    let replaced: string[] = [];
    let result: Result;
    try {
      result = work(...args);
    } finally {
      replaced = globals.restore();
    }
    if (replaced.length > 0) throw replacedError(file, replaced);
    return result;
  };
}

/** "model.mjs replaces Array.prototype.map, which all code shares". */
export function replacedError(file: string, replaced: readonly string[]): Error {
  return new Error(`${file} replaces ${namesOf(replaced)}, which all code of a thread shares`);
}

/** At most three of them. */
export function namesOf(replaced: readonly string[]): string {
  const most = 3;
  const named = replaced.slice(0, most).join(', ');
  const others = replaced.length - most;
  if (others <= 0) return named;
  return `${named} and ${others} ${others === 1 ? 'other' : 'others'}`;
}
