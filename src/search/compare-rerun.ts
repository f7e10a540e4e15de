import type { UnrecordedRun } from '../pool/messages.ts';
import type { RerunDifference, RerunReport } from '../reports/rerun-report.ts';
import type { EpochRecord, Trial } from '../study/trial.ts';
import { foldHistory } from '../training/folds/mean-history.ts';

/** A trial as it was recorded. */
export interface RecordedTrial {
  readonly trial: Trial;
  readonly history: readonly EpochRecord[];
  /** SHA-256 of its weights; undefined when they were not kept. */
  readonly weightsDigest: string | undefined;
}

/** Compares every metric of every epoch, the outcome and the weights; numbers are equal when all their bits are. */
export function compareRerun(
  { trial, history, weightsDigest }: RecordedTrial,
  again: UnrecordedRun,
): Pick<RerunReport, 'identical' | 'end' | 'epochs' | 'weights' | 'difference'> {
  const wasPruned = trial.state === 'pruned';
  // The pruner ended the trial because of other trials, so only its epochs are compared.
  const epochs = wasPruned ? again.history.slice(0, history.length) : again.history;
  const difference =
    curvesOf(history)
      .map((curve, fold) => historyDifference(curve, curvesOf(again.history)[fold] ?? [], wasPruned))
      .find((each) => each !== null) ?? (wasPruned ? null : endDifference(trial, again.outcome));
  const weights = compareWeights(weightsDigest, again.weightsDigest);
  return {
    identical: difference === null && weights !== 'different',
    end: endOf(trial),
    epochs: Math.max(Math.min(history.length, epochs.length) - 1, 0),
    weights,
    difference,
  };
}

/** The curves of a history's folds, or the history itself: means would also depend on folds that were never begun. */
function curvesOf(history: readonly EpochRecord[]): (readonly EpochRecord[])[] {
  const folds = history[0]?.folds;
  return folds === undefined ? [history] : folds.map((_, fold) => foldHistory(history, fold));
}

function historyDifference(
  recorded: readonly EpochRecord[],
  rerun: readonly EpochRecord[],
  wasPruned: boolean,
): RerunDifference | null {
  const again = wasPruned ? rerun.slice(0, recorded.length) : rerun;
  for (const [index, { epoch, metrics }] of recorded.entries()) {
    const other = again[index]?.metrics ?? {};
    const names = new Set([...Object.keys(metrics), ...Object.keys(other)]);
    for (const what of names) {
      if (Object.is(metrics[what], other[what])) continue;
      return { epoch, what, recorded: metrics[what] ?? null, again: other[what] ?? null };
    }
  }
  if (recorded.length === again.length) return null;
  const [one, other] = [recorded, again].map(({ length }) => Math.max(length - 1, 0)) as [number, number];
  return { epoch: null, what: 'epochs', recorded: one, again: other };
}

function endDifference(trial: Trial, outcome: UnrecordedRun['outcome']): RerunDifference | null {
  const recorded = endOf(trial);
  const again = endOf({ state: outcome.state, failure: outcome.state === 'failed' ? outcome.failure : null });
  return recorded === again ? null : { epoch: null, what: 'end', recorded, again };
}

function endOf({ state, failure }: Pick<Trial, 'state' | 'failure'>): string {
  return failure === null ? state : `${failure.kind}: ${failure.message}`;
}

function compareWeights(recorded: string | undefined, again: string | null): RerunReport['weights'] {
  if (recorded === undefined) return 'not kept';
  return recorded === again ? 'identical' : 'different';
}
