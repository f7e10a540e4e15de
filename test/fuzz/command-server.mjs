/**
 * Runs the command lines that its parent sends, one after another, in this process, and answers how each ended. It does
 * what `cli.ts` does, without the 0.4 s that a start takes. The parent ends it when a command does not end.
 */
const endProcess = process.exit;
/** Yargs exits after help, and this process must not; replaced before yargs keeps it. */
let onExit = () => {};
process.exit = (code) => onExit(Number(code ?? process.exitCode ?? 0));

const built = new URL('../../dist/src/', import.meta.url);
const { runCommandLine } = await import(new URL('commands/command-line.js', built));
const { exitCodes } = await import(new URL('faults/errors.js', built));
const { visibleOutput } = await import(new URL('faults/visible-text.js', built));
const { renderError } = await import(new URL('report/text/error-text.js', built));
const { commandWords } = await import(new URL('report/text/parts/command-words.js', built));

/** `messages` has the standard error and the progress, in order; `breaches` has what no command may do. */
function nothingWritten() {
  return { stdout: '', stderr: '', progress: '', messages: '', breaches: [] };
}

let written = nothingWritten();

const collect = (stream, name) => {
  stream.write = (chunk, encoding, done) => {
    const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
    written[name] += text;
    if (name === 'stderr') written.messages += text;
    (typeof encoding === 'function' ? encoding : done)?.();
    return true;
  };
};
collect(process.stdout, 'stdout');
collect(process.stderr, 'stderr');
const breach = (text) => written.breaches.push(text);
process.on('warning', (warning) => breach(`Node warns: ${warning}`));
process.on('unhandledRejection', (reason) =>
  breach(`a rejection was not handled: ${reason?.stack ?? reason}`),
);
process.on('uncaughtException', (error) => breach(`an error was not caught: ${error?.stack ?? error}`));

const terminal = {
  version: '0.0.0',
  out: (text) => void process.stdout.write(`${visibleOutput(text)}\n`),
  data: (text) => void process.stdout.write(`${text}\n`),
  err: (text) => void process.stderr.write(`${visibleOutput(text)}\n`),
  progress: {
    write: (text) => {
      written.progress += text;
      written.messages += text;
    },
  },
  columns: 120,
  plotColumns: 80,
  interruption: () => new AbortController().signal,
};

const { log, info, debug } = console;
let words = commandWords();
const begin = (context) => {
  words = commandWords(context);
  Object.assign(console, { log: console.error, info: console.error, debug: console.error });
};

async function run(args) {
  try {
    await runCommandLine(args, terminal, begin);
    return exitCodes.done;
  } catch (error) {
    const { text, exitCode } = renderError(error, words);
    terminal.err(text);
    return exitCode;
  }
}

process.on('message', async ({ directory, args }) => {
  written = nothingWritten();
  words = commandWords();
  Object.assign(console, { log, info, debug });
  process.chdir(directory);
  const before = process.cpuUsage();
  const exited = new Promise((resolve) => {
    onExit = resolve;
  });
  const code = await Promise.race([run(args), exited]);
  // A rejection that nobody handles is reported in the next turn.
  await new Promise((resolve) => setImmediate(resolve));
  const { user, system } = process.cpuUsage(before);
  process.chdir('/');
  const answer = {
    code,
    ...written,
    processorSeconds: (user + system) / 1e6,
    residentBytes: process.memoryUsage.rss(),
  };
  process.send(answer);
});
process.on('disconnect', () => endProcess(0));
process.send('ready');
