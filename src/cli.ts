#!/usr/bin/env node
import { once } from 'node:events';
import { createRequire } from 'node:module';
import createYargs from 'yargs';
import { hideBin } from 'yargs/helpers';
import { addCommands } from './commands/catalogue.ts';
import type { Terminal } from './commands/terminal.ts';
import { exitCodes, HpsearchError, UsageError } from './errors.ts';
import { renderOwnError, renderUserError } from './report/error-text.ts';

const { version } = createRequire(import.meta.url)('hpsearch/package.json') as { version: string };
const columns = process.stdout.columns ?? 120;

const terminal: Terminal = {
  version,
  out: (text) => void process.stdout.write(`${text}\n`),
  drained: async () => {
    if (process.stdout.writableNeedDrain) await once(process.stdout, 'drain');
  },
  err: (text) => void process.stderr.write(`${text}\n`),
  progress: process.stderr,
  columns,
  interruption,
};

// Whoever reads the result may have seen enough: head ends, and so do we.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(exitCodes.done);
});

const yargs = addCommands(createYargs(hideBin(process.argv)), terminal)
  .scriptName('hpsearch')
  .usage('$0 <command>\n\nRandom hyperparameter search for TensorFlow.js models in Node.')
  .version(version)
  .completion('completion', 'print a script that completes commands in bash or zsh')
  // A user's module may print, and the standard output belongs to the command's result. Help is printed before that.
  .middleware(
    () => void Object.assign(console, { log: console.error, info: console.error, debug: console.error }),
  )
  .demandCommand(1, 'which command?')
  .recommendCommands()
  .strict()
  .wrap(Math.min(100, columns))
  .fail((message, error) => {
    throw error ?? usageError(message);
  });

try {
  await yargs.parseAsync();
} catch (error) {
  // A flag's own check comes wrapped in an error of yargs's.
  const isUsage = error instanceof Error && error.name === 'YError';
  process.exitCode = report(isUsage ? usageError(error.message) : error);
}

function usageError(message: string): UsageError {
  return new UsageError(`${message}\nhpsearch --help lists the commands and their flags`);
}

/** An error of ours is for the user to read; any other is our fault, and shows its stack. */
function report(error: unknown): number {
  if (error instanceof HpsearchError) {
    terminal.err(renderUserError(error));
    return error.exitCode;
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
