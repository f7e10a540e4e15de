import { InterruptedError, NoTrialCompletedError } from '../errors.ts';
import { prunerNamed } from '../pruners/catalogue.ts';
import { describeBackend } from '../report/backend-text.ts';
import { type Progress, plainProgress, silentProgress, terminalProgress } from '../report/progress.ts';
import { renderStartSummary } from '../report/start-summary.ts';
import { samplerNamed } from '../samplers/catalogue.ts';
import { configurationOf } from '../samplers/configuration.ts';
import { sampleTrials } from '../search/open-study.ts';
import type { PreparedStudy } from '../search/prepare-study.ts';
import { runSearch } from '../search/search.ts';
import type { Store, Study } from '../store/store.ts';
import type { WorkerContext } from '../training/worker-context.ts';
import { type Isolation, openPool } from './open-pool.ts';
import { printJson, type Terminal } from './terminal.ts';

/** What of `start`'s command line concerns a study that is open already. */
export interface SearchArguments extends Isolation {
  readonly space: string;
  readonly db: string;
  readonly name?: string | undefined;
  readonly workers: number;
  readonly keep: number;
  /** Seconds after which no trial starts. */
  readonly time?: number | undefined;
  readonly json: boolean;
  readonly quiet: boolean;
}

interface Opened {
  readonly store: Store;
  readonly study: Study;
  readonly prepared: PreparedStudy;
}

/** Samples what is missing, runs what is waiting, and prints how it ended. */
export async function searchStudy(argv: SearchArguments, terminal: Terminal, opened: Opened): Promise<void> {
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
  const pool = openPool(argv, Math.min(argv.workers, trials), workerContext(argv, opened));
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

function workerContext(argv: SearchArguments, { study, prepared }: Opened): WorkerContext {
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
  argv: SearchArguments,
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
    `study ${study.name}: ${trials} trials, ${workers} at once, on ${describeBackend(study.backend, study.backendTimings)}, in ${argv.db}` +
      (before.length > 0 ? `; ${before.length} of them done before` : ''),
  );
  const open = terminal.progress.isTTY ? terminalProgress : plainProgress;
  return open(terminal.progress, { total: trials, before, workers, objective, elapsedSeconds });
}

async function finish(
  argv: SearchArguments,
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
      ...(argv.isolation === 'process' ? ['--isolation process'] : []),
    ];
    throw new InterruptedError(`interrupted with ${waiting} trials to go; go on with: ${again.join(' ')}`);
  }
  if (complete === 0) {
    throw new NoTrialCompletedError(`no trial completed: ${failed} failed; hpsearch show <trial> says why`);
  }
}
