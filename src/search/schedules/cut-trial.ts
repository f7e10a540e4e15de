import type { Dataset } from '../../data/dataset.ts';
import type { Curve } from '../../schedulers/scheduler.ts';
import type { Cut } from '../../schedulers/verdicts.ts';
import type { TrialResult } from '../../store/trial-result.ts';
import type { Objective } from '../../study/objective.ts';
import type { EpochRecord, Trial, TrialSummary } from '../../study/trial.ts';
import { prunedTrial } from '../../training/folds/joint-result.ts';
import { bestRecord, foldHistory } from '../../training/folds/mean-history.ts';
import type { TrainedTrial } from '../../training/loop/train.ts';

/** A trial as it would have been recorded if it had ended after the epochs of the cut. */
export function cutTrial(
  { history, parameters }: { readonly history: readonly EpochRecord[]; readonly parameters: number | null },
  cut: Cut,
  objective: Objective,
  dataset: Dataset | null,
): Pick<TrialResult, 'outcome' | 'history'> {
  if (dataset?.folds === undefined) return pruned(firstEpochs(history, cut.epochs), parameters, objective);
  const folds = Array.from({ length: cut.fold + 1 }, (_, fold) => {
    const own = foldHistory(history, fold);
    return pruned(fold === cut.fold ? firstEpochs(own, cut.epochs) : own, parameters, objective);
  });
  const { outcome, history: joint } = prunedTrial({ dataset, objective }, folds as TrainedTrial[]);
  return {
    outcome: { ...(outcome as TrialSummary), state: 'pruned', parameters: parameters ?? 0 },
    history: joint,
  };
}

/** The trial as it is recorded then. */
export function asCut(recorded: Trial, { outcome }: Pick<TrialResult, 'outcome'>): Trial {
  const { standardError: _, outOfTime: __, infeasible: ___, ...others } = recorded;
  return { ...others, ...outcome, failure: null };
}

/** True when the worker stopped the trial at the very epoch. */
export function isCutAt({ state }: Trial, history: readonly EpochRecord[], { fold, epochs }: Cut): boolean {
  const last = history.filter(({ folds }) => folds === undefined || folds[fold] != null).at(-1);
  const begun = history.find((record) => record.folds !== undefined)?.folds?.length ?? 1;
  return state === 'pruned' && last?.epoch === epochs && begun === fold + 1;
}

/** The objective's curve in each fold of a recorded history; one curve in a study without folds. */
export function curvesOf(history: readonly EpochRecord[], { metric }: Objective): Curve[] {
  const folds = history.find((record) => record.folds !== undefined)?.folds?.length;
  const curve = (own: readonly EpochRecord[]) =>
    own.flatMap(({ epoch, metrics }) => (epoch > 0 ? (metrics[metric] ?? []) : []));
  if (folds === undefined) return history.length === 0 ? [] : [curve(history)];
  const curves = Array.from({ length: folds }, (_, fold) => curve(foldHistory(history, fold)));
  // A pruned or failed trial has no epochs of the folds that it did not reach.
  return curves.filter((own) => own.length > 0);
}

function firstEpochs(history: readonly EpochRecord[], epochs: number): EpochRecord[] {
  return history.filter(({ epoch }) => epoch <= epochs);
}

function pruned(history: readonly EpochRecord[], parameters: number | null, objective: Objective) {
  const best = bestRecord(history, objective);
  if (best === undefined) throw new Error('a trial is cut after its first epoch at the earliest');
  const { metrics, epoch: bestEpoch } = best;
  const value = metrics[objective.metric] as number;
  const epochs = history.at(-1)?.epoch ?? 0;
  return { outcome: { state: 'pruned', value, metrics, bestEpoch, epochs, parameters }, history } as const;
}
