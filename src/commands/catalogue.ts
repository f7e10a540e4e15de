import type { Argv, CommandModule } from 'yargs';
import type { Terminal } from './terminal.ts';

interface Entry {
  readonly command: string;
  readonly describe: string;
  /** Imports the command lazily, so that it does not wait for the modules of the others. */
  load(): Promise<(terminal: Terminal) => CommandModule>;
}

/** Every command, in the order in which help lists them. */
const commands: readonly Entry[] = [
  {
    command: 'start <space>',
    describe: 'run a search, or resume one',
    load: async () => (await import('./start.ts')).startCommand,
  },
  {
    command: 'worker',
    describe: 'train for the searches of other machines on the same database',
    load: async () => (await import('./fleet/worker.ts')).workerCommand,
  },
  {
    command: 'init <data>',
    describe: 'write a space file for a table or a folder of images',
    load: async () => (await import('./init.ts')).initCommand,
  },
  {
    command: 'data <space>',
    describe: 'report on the data: distributions, faults, duplicates, drift',
    load: async () => (await import('./data.ts')).dataCommand,
  },
  {
    command: 'check [space]',
    describe: 'check data, model and training before a search',
    load: async () => (await import('./check.ts')).checkCommand,
  },
  {
    command: 'top',
    describe: 'rank the trials',
    load: async () => (await import('./top.ts')).topCommand,
  },
  {
    command: 'importance',
    describe: 'show which parameters matter, and what the best trials have',
    load: async () => (await import('./learned/importance.ts')).importanceCommand,
  },
  {
    command: 'refine',
    describe: 'write a space file for a next search, from what a study has shown',
    load: async () => (await import('./learned/refine.ts')).refineCommand,
  },
  {
    command: 'ablate [trial]',
    describe: "put a trial's choices back, one at a time: what is each worth?",
    load: async () => (await import('./learned/ablate.ts')).ablateCommand,
  },
  {
    command: 'learning-curve [trial]',
    describe: 'train with growing parts of the rows: would more rows pay?',
    load: async () => (await import('./learned/learning-curve.ts')).learningCurveCommand,
  },
  {
    command: 'confirm',
    describe: 'race the best trials on new rows and seeds: which is really best?',
    load: async () => (await import('./confirm.ts')).confirmCommand,
  },
  {
    command: 'ensemble',
    describe: 'combine the best models',
    load: async () => (await import('./ensemble.ts')).ensembleCommand,
  },
  {
    command: 'predict <input>',
    describe: 'predict new rows or images with a model',
    load: async () => (await import('./predict.ts')).predictCommand,
  },
  {
    command: 'evaluate',
    describe: 'measure a model on a split or a file, with confidence intervals',
    load: async () => (await import('./evaluate.ts')).evaluateCommand,
  },
  {
    command: 'export',
    describe: 'write a model for TensorFlow.js or TensorFlow, or a whole study for other tools',
    load: async () => (await import('./export.ts')).exportCommand,
  },
  {
    command: 'distill',
    describe: 'train one small model to imitate an ensemble',
    load: async () => (await import('./distill.ts')).distillCommand,
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
    command: 'continue [trials..]',
    describe: 'train trials further from their best epoch',
    load: async () => (await import('./continue.ts')).continueCommand,
  },
  {
    command: 'rerun <trial>',
    describe: 'train a trial again: compare it bit for bit, or try other seeds',
    load: async () => (await import('./rerun.ts')).rerunCommand,
  },
  {
    command: 'report',
    describe: 'write a study as a page that prints, and its pictures as SVG or PNG files',
    load: async () => (await import('./dashboard/report.ts')).reportCommand,
  },
  {
    command: 'studies',
    describe: 'list the studies of a database',
    load: async () => (await import('./studies.ts')).studiesCommand,
  },
  {
    command: 'dashboard',
    describe: 'show the studies of a database in the browser',
    load: async () => (await import('./dashboard/dashboard.ts')).dashboardCommand,
  },
  {
    command: 'import <file>',
    describe: 'import a study of hpsearch or Optuna, or a table of trials',
    load: async () => (await import('./import.ts')).importCommand,
  },
  {
    command: 'backend <action>',
    describe: 'install or remove native TensorFlow',
    load: async () => (await import('./backend.ts')).backendCommand,
  },
  {
    command: 'doctor',
    describe: 'show which backends this machine can use',
    load: async () => (await import('./doctor.ts')).doctorCommand,
  },
];

export const commandNames: readonly string[] = commands.map(({ command }) => command.replace(/ .*/, ''));

/** Called with a command's flags, its name and the name of its argument. */
type Watch = (inner: Argv, name: string, positional: string | undefined) => Argv;

/**
 * Adds the commands to the command line. A command is loaded when it is called or its help is shown; `watch` then receives
 * its flags.
 */
export function addCommands(yargs: Argv, terminal: Terminal, watch: Watch): Argv {
  for (const { command, describe, load } of commands) {
    const module = async () => (await load())(terminal);
    const [name = '', positional] = command.match(/[\w-]+/g) ?? [];
    yargs.command({
      command,
      describe,
      builder: async (inner: Argv) => {
        const { builder } = await module();
        return watch(typeof builder === 'function' ? await builder(inner) : inner, name, positional);
      },
      handler: async (argv) => (await module()).handler(argv),
    });
  }
  return yargs;
}
