import type { Argv, CommandModule } from 'yargs';
import type { Terminal } from './terminal.ts';

interface Entry {
  readonly command: string;
  readonly describe: string;
  /** Loads the command itself: what another one needs would slow it down. */
  load(): Promise<(terminal: Terminal) => unknown>;
}

/** Every command, in the order in which help lists them. */
const commands: readonly Entry[] = [
  {
    command: 'start <space>',
    describe: 'run a search, or go on with one',
    load: async () => (await import('./start.ts')).startCommand,
  },
  {
    command: 'top',
    describe: 'rank the trials',
    load: async () => (await import('./top.ts')).topCommand,
  },
  {
    command: 'ensemble',
    describe: 'combine the best models',
    load: async () => (await import('./ensemble.ts')).ensembleCommand,
  },
  {
    command: 'sample <space>',
    describe: 'print the configurations that start would run',
    load: async () => (await import('./sample.ts')).sampleCommand,
  },
  {
    command: 'show <trial>',
    describe: 'show one trial: configuration, outcome, epochs',
    load: async () => (await import('./show.ts')).showCommand,
  },
  {
    command: 'studies',
    describe: 'list the studies of a database',
    load: async () => (await import('./studies.ts')).studiesCommand,
  },
  {
    command: 'backend <action>',
    describe: 'install or remove native TensorFlow',
    load: async () => (await import('./backend.ts')).backendCommand,
  },
  {
    command: 'doctor',
    describe: 'say what this machine can compute with',
    load: async () => (await import('./doctor.ts')).doctorCommand,
  },
];

/** Adds the commands to the command line; one that is called, or asked for help, is loaded then. */
export function addCommands(yargs: Argv, terminal: Terminal): Argv {
  for (const { command, describe, load } of commands) {
    const module = async () => (await load())(terminal) as CommandModule;
    yargs.command({
      command,
      describe,
      builder: async (inner: Argv) => {
        const { builder } = await module();
        return typeof builder === 'function' ? builder(inner) : inner;
      },
      handler: async (argv) => (await module()).handler(argv),
    });
  }
  return yargs;
}
