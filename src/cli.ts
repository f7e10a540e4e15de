#!/usr/bin/env node
import { once } from 'node:events';
import { createRequire } from 'node:module';
import type { Terminal } from './commands/terminal.ts';
import { exitCodes } from './faults/errors.ts';
import { visibleOutput } from './faults/visible-text.ts';
import { reasonOf } from './files/system-fault.ts';
import { divertOutput } from './modules/divert-output.ts';
import { renderError, renderUserError } from './report/text/error-text.ts';
import { asciiText, isOtherCharset } from './report/text/parts/ascii-text.ts';
import { type CommandContext, commandWords } from './report/text/parts/command-words.ts';
import { wrapText } from './report/text/parts/wrap-line.ts';

const { version } = createRequire(import.meta.url)('hpsearch/package.json') as { version: string };
// A user's module may replace what is looked up later.
const { stdout, stderr } = process;
const exit = process.exit.bind(process);
const columns = stdout.columns ?? 120;
const plotColumns = Math.min(stdout.columns ?? 80, 100);
const isAscii = isOtherCharset(process.env);

// Before the commands are loaded, which takes a while.
let interrupter: AbortController | undefined;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt);

let hasBegun = false;
let words = commandWords();
let hasEnded = false;

const terminal: Terminal = {
  version,
  out: (text) => void stdout.write(`${onScreen(text, stdout)}\n`),
  data: (text) => void stdout.write(`${stdout.isTTY ? visibleOutput(text) : text}\n`),
  drained: async () => {
    if (stdout.writableNeedDrain) await once(stdout, 'drain');
  },
  err: (text) => void stderr.write(`${onScreen(text, stderr)}\n`),
  progress: {
    write: (text) => stderr.write(visibleOutput(text)),
    isTTY: stderr.isTTY,
    get columns() {
      return stderr.columns;
    },
  },
  columns,
  plotColumns,
  interruption,
};

// A reader such as head ends once it has seen enough, and so does this process.
let outputError: NodeJS.ErrnoException | undefined;
stdout.on('error', (error: NodeJS.ErrnoException) => {
  outputError = error;
  end(exitCodes.done);
});
// A full disk: the result is incomplete. Help ends the process before its error is announced, and the stream forgets one
// that has been.
process.on('exit', () => {
  const error = (outputError ?? stdout.errored) as NodeJS.ErrnoException | null;
  if (error !== null && error.code !== 'EPIPE') {
    const reason = `the standard output cannot be written: ${reasonOf(error)}`;
    terminal.err(renderUserError(reason));
    process.exitCode = exitCodes.userFault;
  } else if (hasBegun && !hasEnded) {
    // A user's module ended the process, or nothing was left that could settle what the command waits for.
    const reason = "a user's module ended the process before the command was done";
    terminal.err(renderUserError(reason));
    process.exitCode = exitCodes.userFault;
  }
});
// Nobody reads the messages any more, or there is no room for them; the exit code still says how it ended.
stderr.on('error', () => undefined);

process.on('uncaughtException', (error) => end(report(error)));

try {
  const { runCommandLine } = await import('./commands/command-line.ts');
  await runCommandLine(process.argv.slice(2), terminal, begin);
} catch (error) {
  process.exitCode = report(error);
}
// Timers, sockets and servers that a user's module left open are nothing to wait for.
const code = Number(process.exitCode ?? exitCodes.done);
await Promise.all([written(stdout), written(stderr)]);
end(code);

/** From here on a user's module may run in this process, and the standard output belongs to the command's result. */
function begin(context: CommandContext): void {
  hasBegun = true;
  words = commandWords(context);
  divertOutput();
}

/** Without what cannot be seen, in the locale's characters, and on a terminal in lines that end between words. */
function onScreen(text: string, { isTTY, columns: width = 0 }: NodeJS.WriteStream): string {
  const visible = visibleOutput(isAscii ? asciiText(text) : text);
  return isTTY ? wrapText(visible, width) : visible;
}

/** Resolves once all that was written before has gone to whoever reads it. */
function written(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => stream.write('', () => resolve()));
}

function end(exitCode: number): never {
  hasEnded = true;
  return exit(exitCode);
}

/** Prints an error, and returns the exit code that it stands for. */
function report(error: unknown): number {
  const { text, exitCode } = renderError(error, words);
  terminal.err(text);
  return exitCode;
}

/** The first Ctrl-C asks, the second leaves. */
function interruption(): AbortSignal {
  interrupter ??= new AbortController();
  return interrupter.signal;
}

/** Where no command has asked to be told, there is nothing to wait for. */
function interrupt(): void {
  if (interrupter === undefined) terminal.err('interrupted');
  if (interrupter?.signal.aborted ?? true) end(exitCodes.interrupted);
  interrupter?.abort();
}
