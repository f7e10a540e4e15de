import type { Argv, CommandModule, InferredOptionTypes } from 'yargs';
import { plainSteps, silentSteps, terminalSteps } from '../report/text/steps.ts';
import { bytesIn } from '../training/native/folder-size.ts';
import { installNative } from '../training/native/install.ts';
import { removeNative } from '../training/native/remove.ts';
import { jsonOption } from './options.ts';
import { printJson, type Terminal } from './terminal.ts';

const options = {
  force: { type: 'boolean', default: false, describe: 'install again what is installed' },
  json: jsonOption,
  quiet: { type: 'boolean', default: false, describe: 'no progress' },
} as const;

type BackendArguments = InferredOptionTypes<typeof options> & { action: 'install' | 'remove' };

/** hpsearch backend install|remove: native TensorFlow, in a folder of hpsearch's own. */
export function backendCommand(terminal: Terminal): CommandModule<object, BackendArguments> {
  return {
    builder: (yargs: Argv) =>
      yargs
        .positional('action', { choices: ['install', 'remove'] as const, demandOption: true })
        .options(options)
        .example('$0 backend install', 'install native TensorFlow, for --backend native')
        .example('$0 backend remove', 'delete it'),
    handler: (argv) => (argv.action === 'install' ? install(argv, terminal) : remove(argv, terminal)),
  };
}

async function install(argv: BackendArguments, terminal: Terminal): Promise<void> {
  const startedAt = performance.now();
  const elapsedSeconds = () => (performance.now() - startedAt) / 1000;
  const open = argv.quiet ? silentSteps : terminal.progress.isTTY ? terminalSteps : plainSteps;
  const steps = open(terminal.progress, elapsedSeconds);
  let installed: Awaited<ReturnType<typeof installNative>>;
  try {
    const { onStep, onNote } = steps;
    installed = await installNative({
      isForced: argv.force,
      signal: terminal.interruption(),
      onStep,
      onNote,
    });
  } finally {
    steps.close();
  }
  const { isNew, folder, tfjsNode, tensorflow, source } = installed;
  const bytes = await bytesIn(folder);
  if (argv.json) {
    return printJson(terminal, {
      isNew,
      folder,
      tfjsNode,
      tensorflow,
      source,
      bytes,
      seconds: elapsedSeconds(),
    });
  }
  const library = tensorflow === null ? 'of npm' : `on TensorFlow ${tensorflow}`;
  const what = `tfjs-node ${tfjsNode} ${library}, ${megabytes(bytes)}, in ${folder}`;
  terminal.out(isNew ? `installed ${what}` : `there already: ${what} (--force installs it again)`);
}

async function remove(argv: BackendArguments, terminal: Terminal): Promise<void> {
  const { folders, bytes } = await removeNative();
  if (argv.json) return printJson(terminal, { folders, bytes });
  if (folders.length === 0) return terminal.out('native TensorFlow is not installed');
  terminal.out(`removed ${folders.join(', ')}: ${megabytes(bytes)}`);
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}
