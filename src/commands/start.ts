import { availableParallelism } from 'node:os';
import type { Argv, CommandModule, InferredOptionTypes } from 'yargs';
import { UsageError } from '../faults/errors.ts';
import { pruners } from '../pruners/catalogue.ts';
import { shellWord } from '../study/shell-word.ts';
import { backendNames } from '../study/study-spec.ts';
import {
  databaseOption,
  durationSeconds,
  jsonOption,
  memoryBytes,
  samplerOption,
  studyName,
  wholeNumber,
} from './options.ts';
import type { Terminal } from './terminal.ts';

const defaultKeep = 20;

const options = {
  trials: {
    requiresArg: true,
    coerce: wholeNumber('trials', 1),
    describe: "number of trials (default: the space's)",
  },
  time: {
    requiresArg: true,
    coerce: durationSeconds('time'),
    describe: 'start no trial after this long, e.g. 10m',
  },
  workers: {
    requiresArg: true,
    coerce: wholeNumber('workers', 1),
    default: availableParallelism(),
    defaultDescription: 'one a core',
    describe: 'trials that run at once',
  },
  isolation: {
    choices: ['thread', 'process'] as const,
    requiresArg: true,
    default: 'thread',
    describe: 'what each running trial has for itself; native code that crashes ends its process',
  },
  'max-memory': {
    requiresArg: true,
    coerce: memoryBytes('max-memory'),
    describe: "most memory of a trial's process, such as 2g; with --isolation process",
  },
  seed: {
    requiresArg: true,
    coerce: wholeNumber('seed', 0),
    describe: "seed of the study (default: the space's)",
  },
  name: {
    type: 'string',
    requiresArg: true,
    coerce: studyName,
    describe: "name of the study (default: the space's)",
  },
  db: databaseOption,
  backend: { choices: [...backendNames, 'auto'] as const, requiresArg: true, describe: 'what computes' },
  sampler: samplerOption,
  pruner: { choices: Object.keys(pruners), describe: 'what ends hopeless trials early', requiresArg: true },
  keep: {
    requiresArg: true,
    coerce: wholeNumber('keep', 1),
    default: defaultKeep,
    describe: 'best trials whose weights are kept',
  },
  check: {
    type: 'boolean',
    default: true,
    describe: 'make the cheap checks before the first trial; --no-check does not',
  },
  'accept-module': {
    type: 'boolean',
    default: false,
    describe: 'go on with a module that has changed since the study began, in place of the old one',
  },
  json: jsonOption,
  quiet: { type: 'boolean', default: false, describe: 'no progress' },
} as const;

type StartArguments = InferredOptionTypes<typeof options> & { space: string };

/** hpsearch start <space>: runs a search, or goes on with one. */
export function startCommand(terminal: Terminal): CommandModule<object, StartArguments> {
  return {
    builder: (yargs: Argv) =>
      yargs
        .positional('space', { type: 'string', demandOption: true, describe: 'the space file, JSON or YAML' })
        .options(options)
        .check(requireIsolation)
        .example('$0 start space.json', 'run the search that space.json describes')
        .example('$0 start space.json --trials 60', 'go on with it, to 60 trials'),
    handler: (argv) => start(argv, terminal),
  };
}

async function start(argv: StartArguments, terminal: Terminal): Promise<void> {
  // Now, for help and a wrong flag need none of it.
  const [{ prepareChecked }, { withOpenedStudy }, { searchStudy }] = await Promise.all([
    import('./prepare-checked.ts'),
    import('../search/run-study.ts'),
    import('./search-study.ts'),
  ]);
  const prepared = await prepareChecked(argv, terminal);
  const isBackendPinned = argv.backend !== undefined && argv.backend !== 'auto';
  const place = { db: argv.db, isBackendPinned, isModuleAccepted: argv['accept-module'] };
  await withOpenedStudy(prepared, place, (opened) =>
    searchStudy({ ...argv, maxMemoryBytes: argv['max-memory'], again: againWith(argv) }, terminal, opened),
  );
}

/** What to type to go on: how many run at once, and for how long, may be another each time. */
function againWith(argv: StartArguments): string {
  const { name, trials, seed, sampler, pruner, backend, db, keep, isolation } = argv;
  const megabytes = (argv['max-memory'] ?? 0) / 2 ** 20;
  const flags = {
    ...{ name, trials, seed, sampler, pruner, backend, db },
    keep: keep === defaultKeep ? undefined : keep,
    isolation: isolation === 'process' ? isolation : undefined,
    'max-memory': megabytes === 0 ? undefined : `${megabytes}m`,
    check: argv.check,
  };
  const words = Object.entries(flags).flatMap(([flag, value]) => {
    if (value === undefined || value === true) return [];
    return value === false ? [`--no-${flag}`] : [`--${flag} ${shellWord(String(value))}`];
  });
  return ['hpsearch start', shellWord(argv.space), ...words].join(' ');
}

function requireIsolation({
  'max-memory': maxMemory,
  isolation,
}: Pick<InferredOptionTypes<typeof options>, 'max-memory' | 'isolation'>): true {
  if (maxMemory === undefined || isolation === 'process') return true;
  throw new UsageError(
    '--max-memory: must come with --isolation process, for threads share the memory of one process',
  );
}
