#!/usr/bin/env node
import { once } from 'node:events';
import module, { createRequire } from 'node:module';
import type { Terminal } from './commands/terminal.ts';
import { exitCodes, HpsearchError, UsageError } from './errors.ts';
import { describeSystemFault, reasonOf, systemFault } from './files/system-fault.ts';
import { renderOwnError, renderUserError } from './report/error-text.ts';
import { visibleOutput } from './visible-text.ts';

// Node 22 and later keep the compiled code from one run to the next; what is imported before is not kept.
(module as { enableCompileCache?: () => void }).enableCompileCache?.();

const { version } = createRequire(import.meta.url)('hpsearch/package.json') as { version: string };
const columns = process.stdout.columns ?? 120;

const terminal: Terminal = {
  version,
  out: (text) => void process.stdout.write(`${visibleOutput(text)}\n`),
  data: (text) => void process.stdout.write(`${process.stdout.isTTY ? visibleOutput(text) : text}\n`),
  drained: async () => {
    if (process.stdout.writableNeedDrain) await once(process.stdout, 'drain');
  },
  err: (text) => void process.stderr.write(`${visibleOutput(text)}\n`),
  progress: {
    write: (text) => process.stderr.write(visibleOutput(text)),
    isTTY: process.stderr.isTTY,
    get columns() {
      return process.stderr.columns;
    },
  },
  columns,
  interruption,
};

// Whoever reads the result may have seen enough: head ends, and so do we.
let outputError: NodeJS.ErrnoException | undefined;
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  outputError = error;
  process.exit(exitCodes.done);
});
// A full disk: the result is incomplete. Help ends the process before its error is announced, and the stream forgets one
// that has been.
process.on('exit', () => {
  const error = outputError ?? process.stdout.errored;
  if (error === null || ('code' in error && error.code === 'EPIPE')) return;
  const reason = `the standard output cannot be written: ${reasonOf(error)}`;
  terminal.err(renderUserError(new UsageError(reason)));
  process.exitCode = exitCodes.userFault;
});
// Nobody reads the messages any more, or there is no room for them; the exit code still says how it ended.
process.stderr.on('error', () => undefined);

try {
  const { runCommandLine } = await import('./commands/command-line.ts');
  await runCommandLine(process.argv.slice(2), terminal, divertConsole);
} catch (error) {
  process.exitCode = report(error);
}

/** A user's module may print, and the standard output belongs to the command's result. */
function divertConsole(): void {
  Object.assign(console, { log: console.error, info: console.error, debug: console.error });
}

/** An error of ours is for the user to read; any other is our fault, and shows its stack. */
function report(error: unknown): number {
  if (error instanceof HpsearchError) {
    terminal.err(renderUserError(error));
    return error.exitCode;
  }
  const fault = systemFault(error);
  if (fault !== undefined) {
    terminal.err(renderUserError(new UsageError(describeSystemFault(fault))));
    return exitCodes.userFault;
  }
  terminal.err(renderOwnError(error));
  return exitCodes.ourFault;
}

/** The first Ctrl-C asks, the second leaves. */
function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(exitCodes.interrupted);
      controller.abort();
    });
  }
  return controller.signal;
}
