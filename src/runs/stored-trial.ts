import type { Store, Study } from '../store/store.ts';
import type { Trial } from '../study/trial.ts';
import { linear } from '../training/models/linear.ts';
import type { StoredWeights } from '../training/stored-model.ts';

/** The number under which the linear baseline of a study is a member of ensembles: it is no trial. */
export const linearNumber = -1;

/** A trial, or the linear baseline in its form, with the weights of its model. */
export interface StoredTrial extends StoredWeights {
  readonly trial: Trial;
}

/** The trial of that number with its model; undefined without the trial or its weights. */
export async function storedTrial(
  store: Store,
  study: Study,
  number: number,
): Promise<StoredTrial | undefined> {
  if (number === linearNumber) return linearBaselineOf(study);
  const [trial, weights] = await Promise.all([
    store.trial(study.id, number),
    store.weights(study.id, number),
  ]);
  return trial && weights && { trial, config: trial.config, weights };
}

/** The study's linear baseline as a trial; undefined where it has none. */
export function linearBaselineOf({ baselines = [] }: Study): StoredTrial | undefined {
  const found = baselines.find(({ name }) => name === 'linear');
  if (found?.weights === undefined) return undefined;
  const { value, metrics, parameters } = found;
  const trial: Trial = {
    ...{ trial: linearNumber, state: 'complete', value, config: {}, metrics, parameters },
    ...{ bestEpoch: null, epochs: null, seconds: null, backend: null, failure: null },
  };
  const weights = new Uint8Array(Buffer.from(found.weights, 'base64'));
  return { trial, config: {}, weights, family: linear };
}
