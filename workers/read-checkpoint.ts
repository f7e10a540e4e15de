import type { Store } from '../src/store/store.ts';
import type { Checkpoint } from '../src/training/loop/checkpoint.ts';

/**
 * The best epoch of a stored trial; with folds, whose models have best epochs of their own, the history is whole. Throws
 * an Error if its weights were not kept.
 */
export async function readCheckpoint(store: Store, studyId: number, trial: number): Promise<Checkpoint> {
  const [stored, weights, optimizer, history] = await Promise.all([
    store.trial(studyId, trial),
    store.weights(studyId, trial),
    store.optimizerState(studyId, trial),
    store.history(studyId, trial),
  ]);
  const best = stored?.bestEpoch;
  if (weights === undefined || best == null) throw new Error(`the weights of trial ${trial} were not kept`);
  return {
    weights,
    optimizer,
    history: history.filter(({ epoch, folds }) => folds !== undefined || epoch <= best),
  };
}
