import type { Curve, Pruner } from '../pruners/pruner.ts';
import { meanOf } from '../statistics/mean.ts';
import type { Store, Study } from '../store/store.ts';
import { type Direction, isBetter, type Objective } from '../study/objective.ts';
import type { EpochRecord, Trial } from '../study/trial.ts';

/** The objective's learning curve in every trial that a pruner may see. */
export interface Curves {
  /**
   * Adds a running trial's newest epoch, of a fold in a study with folds; true when the pruner decides that the trial
   * should end. With folds it judges the mean over the folds that there are, beside that of the same folds in others.
   */
  shouldPrune(trial: number, record: EpochRecord, fold?: number): boolean;
  /** Called when a trial has ended in any state; only complete ones are used for comparison. */
  end(trial: Trial): Promise<void>;
}

const pageSize = 1000;

const noCurves: Curves = { shouldPrune: () => false, end: async () => {} };

/** Starts with the stored curves, so that a resumed search prunes exactly like an uninterrupted one. */
export async function createCurves(store: Store, study: Study, pruner: Pruner): Promise<Curves> {
  if (pruner.name === 'none') return noCurves;
  const { objective } = study.spec;
  const running = new Map<number, number[][]>();
  /** Sorted by number, so that a pruner's input does not depend on the order in which trials ended. */
  const finished: { readonly trial: number; readonly curves: readonly Curve[] }[] = [];
  const end = async ({ trial, state }: Trial) => {
    running.delete(trial);
    if (state !== 'complete') return;
    // From the store: the last epochs' reports may arrive late, or never.
    const curves = partialCurves(await store.history(study.id, trial), objective);
    finished.splice(finished.findLastIndex((earlier) => earlier.trial < trial) + 1, 0, { trial, curves });
  };
  let page = await store.histories(study.id, -1, pageSize);
  while (page.length > 0) {
    for (const { trial, history } of page) {
      finished.push({ trial, curves: partialCurves(history, objective) });
    }
    page = await store.histories(study.id, finished.at(-1)?.trial ?? -1, pageSize);
  }
  return {
    shouldPrune(trial, { metrics }, fold = 0) {
      const folds = running.get(trial) ?? [];
      running.set(trial, folds);
      const own = folds[fold] ?? [];
      folds[fold] = own;
      own.push(metrics[objective.metric] as number);
      return pruner.shouldPrune(
        meanCurve(folds.slice(0, fold + 1), objective.direction).slice(0, own.length),
        finished.map(({ curves }) => curves[fold] ?? []),
        objective.direction,
      );
    },
    end,
  };
}

/** A trial's curves by the number of folds that count: of the first, of the mean of the first two, … */
function partialCurves(history: readonly EpochRecord[], { metric, direction }: Objective): Curve[] {
  const trained = history.filter(({ epoch }) => epoch > 0);
  const folds = trained[0]?.folds?.length;
  if (folds === undefined) return [trained.map(({ metrics }) => metrics[metric] as number)];
  const all = Array.from({ length: folds }, (_, fold) =>
    trained.flatMap((record) => record.folds?.[fold]?.[metric] ?? []),
  );
  return all.map((_, fold) => meanCurve(all.slice(0, fold + 1), direction));
}

/** The mean curve of folds, in which a fold that has ended keeps its best value. */
function meanCurve(folds: readonly Curve[], direction: Direction): Curve {
  const [only] = folds;
  if (only !== undefined && folds.length === 1) return only;
  const best = folds.map((fold) =>
    fold.reduce((one, other) => (isBetter(direction, other, one) ? other : one), fold[0] as number),
  );
  const length = Math.max(...folds.map((fold) => fold.length));
  return Array.from({ length }, (_, at) =>
    meanOf(folds.map((fold, index) => fold[at] ?? (best[index] as number))),
  );
}
