import childProcess from 'node:child_process';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const standardOutput = 1;
const standardError = 2;
const outputPaths = new Set<unknown>(['/dev/stdout', '/dev/fd/1', '/proc/self/fd/1']);

type AnyFunction = (...args: unknown[]) => unknown;
type Methods = Record<string, AnyFunction>;

/**
 * From here on, what code of this thread prints goes to the standard error: through `process.stdout`, the console, file
 * descriptor 1, its path, or a child process that inherits it. The standard output belongs to the command's result.
 * Native code that writes to descriptor 1 is not caught in a thread; in a process of its own descriptor 1 is the
 * standard error from the start.
 */
export function divertOutput(): void {
  Object.defineProperty(process, 'stdout', { configurable: true, enumerable: true, value: process.stderr });
  const files = fs as unknown as Methods;
  for (const name of [
    'write',
    'writeSync',
    'writev',
    'writevSync',
    'writeFile',
    'writeFileSync',
    'appendFile',
    'appendFileSync',
  ]) {
    wrap(files, name, ([target, ...rest]) => [divertedTarget(target), ...rest]);
  }
  for (const name of ['open', 'openSync']) {
    wrap(files, name, ([path, flags, ...rest]) =>
      outputPaths.has(path) ? ['/dev/stderr', 'a', ...rest] : [path, flags, ...rest],
    );
  }
  wrap(files, 'createWriteStream', ([path, options]) =>
    outputPaths.has(path) ? [path, { fd: standardError }] : [path, divertedStream(options)],
  );
  const processes = childProcess as unknown as Methods;
  for (const name of ['spawnSync', 'execFileSync', 'execSync']) {
    wrap(processes, name, (args) => args.map(divertedChild));
  }
  const { prototype } = childProcess.ChildProcess as unknown as { prototype: Methods };
  wrap(prototype, 'spawn', (args) => args.map(divertedChild));
  syncBuiltinESMExports();
}

function wrap(holder: Methods, name: string, change: (args: unknown[]) => unknown[]): void {
  const original = holder[name];
  if (original === undefined) return;
  const wrapped: AnyFunction = function (this: unknown, ...args) {
    return original.apply(this, change(args));
  };
  // Such as the form of `write` that util.promisify returns.
  holder[name] = Object.defineProperties(wrapped, Object.getOwnPropertyDescriptors(original));
}

/** A path would be opened anew, and a file behind it emptied: the descriptor is not. */
function divertedTarget(target: unknown): unknown {
  return target === standardOutput || outputPaths.has(target) ? standardError : target;
}

/** The options of a stream may name a descriptor. */
function divertedStream(options: unknown): unknown {
  const isOutput = (options as { fd?: unknown } | null | undefined)?.fd === standardOutput;
  return isOutput ? { ...(options as object), fd: standardError } : options;
}

/** The options of a child process: where it would inherit the standard output, it gets the standard error. */
function divertedChild(options: unknown): unknown {
  if (typeof options !== 'object' || options === null || !('stdio' in options)) return options;
  const { stdio } = options;
  const list = stdio === 'inherit' ? ['inherit', 'inherit', 'inherit'] : stdio;
  if (!Array.isArray(list)) return options;
  const isOutput = (entry: unknown, index: number) =>
    entry === standardOutput || (entry === 'inherit' && index === standardOutput);
  return { ...options, stdio: list.map((entry, index) => (isOutput(entry, index) ? standardError : entry)) };
}
