import { InterruptedError, NoTrialCompletedError } from '../faults/errors.ts';
import { humanBaselineOf } from '../metrics/human-baseline.ts';
import { describeBackend } from '../report/text/backend-text.ts';
import { type Progress, plainProgress, silentProgress, terminalProgress } from '../report/text/progress.ts';
import { renderStartSummary } from '../report/text/start-summary.ts';
import type { Isolation } from '../runs/open-pool.ts';
import { type OpenedStudy, runStudy, trialsToGo } from '../search/run-study.ts';
import { backendOf } from '../study/study-spec.ts';
import { placeFlags } from './place-flags.ts';
import { printJson, type Terminal } from './terminal.ts';

/** What of `start`'s command line concerns a study that is open already. */
export interface SearchArguments extends Isolation {
  readonly db: string;
  /** The command line that goes on with the study. */
  readonly again: string;
  readonly workers: number;
  readonly keep: number;
  /** Seconds after which no trial starts. */
  readonly time?: number | undefined;
  readonly json: boolean;
  readonly quiet: boolean;
}

/** Samples what is missing, runs what is waiting, and prints how it ended. */
export async function searchStudy(
  argv: SearchArguments,
  terminal: Terminal,
  opened: OpenedStudy,
): Promise<void> {
  const startedAt = performance.now();
  const elapsedSeconds = () => (performance.now() - startedAt) / 1000;
  const interruption = terminal.interruption();
  const progress = await openProgress(argv, terminal, opened, elapsedSeconds);
  interruption.addEventListener('abort', () => {
    progress.note(
      'finishing the trials that run; Ctrl-C again leaves at once and loses those that are not recorded',
    );
  });
  try {
    await runStudy(opened, { ...argv, signal: interruption, events: progress });
  } finally {
    progress.close();
  }
  await finish(argv, terminal, opened, { seconds: elapsedSeconds(), isInterrupted: interruption.aborted });
}

async function openProgress(
  argv: SearchArguments,
  terminal: Terminal,
  { store, study, prepared }: OpenedStudy,
  elapsedSeconds: () => number,
): Promise<Progress> {
  if (argv.quiet) return silentProgress;
  const {
    objective,
    search: { trials },
  } = prepared.study.spec;
  const { counts, best } = await store.progress(study.id, trials);
  const { complete, pruned, failed } = counts;
  const before = { ended: complete + pruned + failed, failed, best };
  const workers = Math.min(argv.workers, trials);
  const backend = backendOf(study);
  const on = backend === null ? '' : `, on ${describeBackend(backend, study.backendTimings)}`;
  terminal.err(
    `study ${study.name}: ${trials} trials, ${workers} at once${on}, in ${argv.db}` +
      (before.ended > 0 ? `; ${before.ended} of them done before` : ''),
  );
  if (prepared.initial !== undefined) terminal.err(prepared.initial.note);
  const open = terminal.progress.isTTY ? terminalProgress : plainProgress;
  return open(terminal.progress, { total: trials, before, workers, objective, elapsedSeconds });
}

async function finish(
  argv: SearchArguments,
  terminal: Terminal,
  opened: OpenedStudy,
  { seconds, isInterrupted }: { seconds: number; isInterrupted: boolean },
): Promise<void> {
  const { store, study, prepared } = opened;
  const { complete, pruned, failed, waiting } = await store.counts(study.id);
  const [best = null] = await store.top(study.id, 1);
  const humanBaseline = best === null ? undefined : humanBaselineOf(prepared.study.spec, best.metrics);
  const { seed, trials } = prepared.study.spec.search;
  const workers = Math.min(argv.workers, trials);
  const summary = {
    study: study.name,
    db: argv.db,
    seed,
    backend: backendOf(study),
    workers,
    seconds,
    trials: { complete, pruned, failed, waiting },
    best,
    ...(humanBaseline === undefined ? {} : { humanBaseline }),
  };
  if (argv.json) printJson(terminal, summary);
  else terminal.out(renderStartSummary(summary, study.spec.objective));
  const toGo = isInterrupted ? await trialsToGo(opened) : 0;
  if (toGo > 0) {
    throw new InterruptedError(`interrupted with ${toGo} trials to go; go on with: ${argv.again}`);
  }
  if (complete === 0) {
    const newest = await store.findStudy(undefined);
    const place = placeFlags({ db: argv.db, study: newest?.id === study.id ? undefined : study.name });
    throw new NoTrialCompletedError(
      `no trial completed: ${failed} failed; hpsearch show <trial>${place} says why`,
    );
  }
}
