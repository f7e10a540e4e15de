import childProcess from 'node:child_process';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const standardOutput = 1;
const standardError = 2;
/** The paths of this process's standard output, as seen from any of its threads. */
const outputPath = new RegExp(
  String.raw`^(?:/dev/stdout|/dev/fd/1|/proc/(?:self|thread-self|${process.pid})(?:/task/\d+)?/fd/1)$`,
);

type AnyFunction = (...args: unknown[]) => unknown;
type Methods = Record<string, AnyFunction>;

/**
 * Redirects everything that code of this thread prints to standard error: through `process.stdout`, the console, file
 * descriptor 1, its paths, or a child process that inherits it. Standard output is reserved for the command's result.
 * Native code that writes to descriptor 1 is not caught in a thread; in a separate process descriptor 1 is standard
 * error from the start.
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
  for (const holder of [files, fs.promises as unknown as Methods]) {
    for (const name of ['open', 'openSync']) {
      wrap(holder, name, ([path, flags, ...rest]) =>
        isOutput(path) ? ['/dev/stderr', 'a', ...rest] : [path, flags, ...rest],
      );
    }
  }
  divertPromises(fs.promises as unknown as Methods);
  wrap(files, 'createWriteStream', ([path, options]) =>
    isOutput(path) ? [path, streamOnError(options)] : [path, divertedStream(options)],
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
  // Copies properties such as the `write` form that util.promisify returns.
  holder[name] = Object.defineProperties(wrapped, Object.getOwnPropertyDescriptors(original));
}

/** Functions of node:fs/promises take a path, not a descriptor: a path of standard output is redirected. */
function divertPromises(promises: Methods): void {
  const write = promisify(fs.writeFile);
  for (const name of ['writeFile', 'appendFile']) {
    const original = promises[name] as AnyFunction;
    promises[name] = async (target, data, options) => {
      if (!isOutput(target)) return original.call(promises, target, data, options);
      const encoding = options as fs.WriteFileOptions;
      const isWhole = typeof data === 'string' || ArrayBuffer.isView(data);
      if (isWhole) return write(standardError, data as string, encoding);
      for await (const part of data as AsyncIterable<string>) await write(standardError, part, encoding);
    };
  }
}

/** True for descriptor 1 and its paths: as text, a buffer or a URL. Never throws. */
function isOutput(target: unknown): boolean {
  if (target === standardOutput) return true;
  try {
    const path = target instanceof URL ? fileURLToPath(target) : target;
    const text = path instanceof Uint8Array ? Buffer.from(path).toString() : path;
    return typeof text === 'string' && outputPath.test(normalize(text));
  } catch {
    // Another kind of URL: the call itself reports the error.
    return false;
  }
}

/** The descriptor, not a path: opening a path would truncate a file behind it. */
function divertedTarget(target: unknown): unknown {
  return isOutput(target) ? standardError : target;
}

/** A stream's options may name a descriptor. */
function divertedStream(options: unknown): unknown {
  const fd = (options as { fd?: unknown } | null | undefined)?.fd;
  return fd === standardOutput ? streamOnError(options) : options;
}

/** Other options are kept; standard error stays open when the stream is closed. */
function streamOnError(options: unknown): object {
  const { write, writev, fsync } = fs;
  const close = (_: number, done: (error: null) => void) => done(null);
  const given = typeof options === 'string' ? { encoding: options } : ((options ?? {}) as object);
  return { ...given, fd: standardError, fs: { write, writev, fsync, close } };
}

/** A child process's options: where it would inherit standard output, it gets standard error. */
function divertedChild(options: unknown): unknown {
  if (typeof options !== 'object' || options === null || !('stdio' in options)) return options;
  const { stdio } = options;
  const list = stdio === 'inherit' ? ['inherit', 'inherit', 'inherit'] : stdio;
  if (!Array.isArray(list)) return options;
  const isOutput = (entry: unknown, index: number) =>
    entry === standardOutput || (entry === 'inherit' && index === standardOutput);
  return { ...options, stdio: list.map((entry, index) => (isOutput(entry, index) ? standardError : entry)) };
}
