import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Argv, CommandModule, InferredOptionTypes } from 'yargs';
import { InterruptedError, NoTrialCompletedError } from '../errors.ts';
import { createThreadPool } from '../pool/thread-pool.ts';
import { prunerNamed } from '../pruners/catalogue.ts';
import { type Progress, plainProgress, silentProgress, terminalProgress } from '../report/progress.ts';
import { renderStartSummary } from '../report/start-summary.ts';
import { samplerNamed } from '../samplers/catalogue.ts';
import { configurationOf } from '../samplers/configuration.ts';
import { openStudy, sampleTrials } from '../search/open-study.ts';
import { type PreparedStudy, prepareStudy } from '../search/prepare-study.ts';
import { thisRunner } from '../search/runner.ts';
import { runSearch } from '../search/search.ts';
import { openStore } from '../store/open-store.ts';
import type { Store, Study } from '../store/store.ts';
import { backendNames } from '../study/study-spec.ts';
import type { WorkerContext } from '../training/worker-context.ts';
import { databaseOption, durationSeconds, jsonOption, wholeNumber } from './options.ts';
import { printJson, type Terminal } from './terminal.ts';

const options = {
  trials: {
    requiresArg: true,
    coerce: wholeNumber('trials', 1),
    describe: "number of trials (default: the space's)",
  },
  time: {
    requiresArg: true,
    coerce: durationSeconds('time'),
  },
  workers: {
    requiresArg: true,
    coerce: wholeNumber('workers', 1),
    default: availableParallelism(),
    defaultDescription: 'one a core',
    describe: 'trials that run at once',
  },
  seed: {
    requiresArg: true,
    coerce: wholeNumber('seed', 0),
    describe: "seed of the study (default: the space's)",
  },
  name: { type: 'string', describe: "name of the study (default: the space's)", requiresArg: true },
  db: databaseOption,
  backend: { choices: [...backendNames, 'auto'] as const, describe: 'what computes' },
  sampler: { type: 'string', describe: 'how configurations are chosen', requiresArg: true },
  pruner: { type: 'string', describe: 'what ends hopeless trials early', requiresArg: true },
  keep: {
    requiresArg: true,
    coerce: wholeNumber('keep', 1),
    default: 20,
    describe: 'best trials whose weights are kept',
  },
  json: jsonOption,
  quiet: { type: 'boolean', default: false, describe: 'no progress' },
} as const;

type StartArguments = InferredOptionTypes<typeof options> & { space: string };

/** hpsearch start <space>: runs a search, or goes on with one. */
export function startCommand(terminal: Terminal): CommandModule<object, StartArguments> {
  return {
    describe: 'run a search, or go on with one',
    builder: (yargs: Argv) =>
      yargs
        .positional('space', { type: 'string', demandOption: true, describe: 'the space file, JSON or YAML' })
        .options(options)
        .example('$0 start space.json', 'run the search that space.json describes')
        .example('$0 start space.json --trials 60', 'go on with it, to 60 trials'),
    handler: (argv) => start(argv, terminal),
  };
}

interface Opened {
  readonly store: Store;
  readonly study: Study;
  readonly prepared: PreparedStudy;
}

async function start(argv: StartArguments, terminal: Terminal): Promise<void> {
  const prepared = await prepareStudy(argv);
  const store = await openStore(argv.db, 'create');
  try {
    const study = await openStudy(
      store,
      prepared.study,
      argv.backend !== undefined && argv.backend !== 'auto',
    );
    try {
      await search(argv, terminal, { store, study, prepared });
    } finally {
      await store.release(study.id, thisRunner());
    }
  } finally {
    await store.close();
  }
}

async function search(argv: StartArguments, terminal: Terminal, opened: Opened): Promise<void> {
  const { store, study, prepared } = opened;
  const { spec } = prepared.study;
  const { trials } = spec.search;
  const sampler = samplerNamed(spec.search.sampler);
  await sampleTrials(store, study, trials, (trial) => configurationOf(sampler, spec, trial));
  const startedAt = performance.now();
  const elapsedSeconds = () => (performance.now() - startedAt) / 1000;
  const interruption = terminal.interruption();
  const progress = await openProgress(argv, terminal, opened, elapsedSeconds);
  interruption.addEventListener('abort', () => {
    progress.note('finishing the trials that run; Ctrl-C again leaves at once and loses only those');
  });
  const pool = createThreadPool({
    filename: fileURLToPath(new URL('../../workers/train.js', import.meta.url)),
    size: Math.min(argv.workers, trials),
    workerData: workerContext(argv, opened),
  });
  const limits = argv.time === undefined ? [] : [AbortSignal.timeout(argv.time * 1000)];
  try {
    await runSearch({
      study,
      store,
      pool,
      pruner: prunerNamed(spec.search.pruner),
      trials,
      keep: argv.keep,
      signal: AbortSignal.any([interruption, ...limits]),
      events: progress,
    });
  } finally {
    progress.close();
    await pool.close();
  }
  await finish(argv, terminal, opened, { seconds: elapsedSeconds(), isInterrupted: interruption.aborted });
}

function workerContext(argv: StartArguments, { study, prepared }: Opened): WorkerContext {
  const { spec, directory } = prepared.study;
  return {
    database: argv.db,
    keep: argv.keep,
    spec,
    directory,
    backend: study.backend,
    dataset: prepared.dataset,
  };
}

async function openProgress(
  argv: StartArguments,
  terminal: Terminal,
  { store, study, prepared }: Opened,
  elapsedSeconds: () => number,
): Promise<Progress> {
  if (argv.quiet) return silentProgress;
  const {
    objective,
    search: { trials },
  } = prepared.study.spec;
  const all = (await store.trials(study.id)).filter(({ trial }) => trial < trials);
  const before = all.filter(({ state }) => state !== 'waiting' && state !== 'running');
  const workers = Math.min(argv.workers, trials);
  terminal.err(
    `study ${study.name}: ${trials} trials, ${workers} at once, on ${study.backend}, in ${argv.db}` +
      (before.length > 0 ? `; ${before.length} of them done before` : ''),
  );
  const open = terminal.progress.isTTY ? terminalProgress : plainProgress;
  return open(terminal.progress, { total: trials, before, workers, objective, elapsedSeconds });
}

async function finish(
  argv: StartArguments,
  terminal: Terminal,
  { store, study, prepared }: Opened,
  { seconds, isInterrupted }: { seconds: number; isInterrupted: boolean },
): Promise<void> {
  const { complete, pruned, failed, waiting } = await store.counts(study.id);
  const [best = null] = await store.top(study.id, 1);
  const { seed, trials } = prepared.study.spec.search;
  const workers = Math.min(argv.workers, trials);
  const summary = {
    study: study.name,
    db: argv.db,
    seed,
    backend: study.backend,
    workers,
    seconds,
    trials: { complete, pruned, failed, waiting },
    best,
  };
  if (argv.json) printJson(terminal, summary);
  else terminal.out(renderStartSummary(summary, study.spec.objective));
  if (isInterrupted && waiting > 0) {
    const again = [
      `hpsearch start ${argv.space}`,
      ...(argv.name ? [`--name ${argv.name}`] : []),
      `--db ${argv.db}`,
    ];
    throw new InterruptedError(`interrupted with ${waiting} trials to go; go on with: ${again.join(' ')}`);
  }
  if (complete === 0) {
    throw new NoTrialCompletedError(`no trial completed: ${failed} failed; hpsearch show <trial> says why`);
  }
}
