import { isThreadSealed } from './seal-thread.ts';
import { watchGlobals } from './watched-globals.ts';

/**
 * Wraps a user module's function for a thread that other code needs: globals that it replaces are restored when it
 * returns, and an Error is raised. In a trial's thread it returns the function itself.
 */
export function withGuardedGlobals<Args extends unknown[], Result>(
  work: (...args: Args) => Result,
  file: string,
): (...args: Args) => Result {
  if (isThreadSealed()) return work;
  return (...args) => {
    const globals = watchGlobals();
    const check = () => {
      const replaced = globals.restore();
      if (replaced.length > 0) throw replacedError(file, replaced);
    };
    let result: Result;
    try {
      result = work(...args);
    } catch (error) {
      globals.restore();
      throw error;
    }
    // An asynchronous call is watched until its end.
    if (result instanceof Promise) return result.finally(check) as Result;
    check();
    return result;
  };
}

/** "model.mjs replaces Array.prototype.map, which all code shares". */
export function replacedError(file: string, replaced: readonly string[]): Error {
  return new Error(`${file} replaces ${namesOf(replaced)}, which all code of a thread shares`);
}

/** At most three names. */
export function namesOf(replaced: readonly string[]): string {
  const most = 3;
  const named = replaced.slice(0, most).join(', ');
  const others = replaced.length - most;
  if (others <= 0) return named;
  return `${named} and ${others} ${others === 1 ? 'other' : 'others'}`;
}
