import { randomFor } from '../../../src/statistics/random.ts';
import { type Backend, loadBackend } from '../../../src/training/backend.ts';
import { prepareModel } from '../../../src/training/prepare-model.ts';
import { releasing } from '../../../src/training/release.ts';
import { withSeededMathRandom } from '../../../src/training/seeded-math-random.ts';
import type { LayersModel } from '../../../src/training/tensorflow.ts';
import { completeConfiguration, trainingParameters } from '../../../src/training/training-parameters.ts';
import { learnerOf } from '../example-learner.ts';
import { atOnce } from '../example-trial.ts';
import type { Example } from './example-models.ts';

export const wasm = await loadBackend('wasm');
if (wasm.machine === undefined) throw new Error('wasm has no machine');
export const { tf, machine } = wasm as Backend & { readonly machine: NonNullable<Backend['machine']> };

export interface Trained {
  readonly losses: readonly number[];
  readonly weights: readonly (readonly number[])[];
  /** How often the model was applied. */
  readonly applications: number;
  /** The next numbers of the two streams. */
  readonly drawn: readonly [mathRandom: number, noise: number];
}

export type Way = 'replayed' | 'computed' | 'by tensor operations';

/** Batches of 8, 8 and 6 of the first 22 rows, four times over. */
const batches = Array.from({ length: 12 }, (_, step) =>
  Int32Array.from({ length: step % 3 === 2 ? 6 : 8 }, (_, row) => (8 * (step % 3) + 5 * row) % 22),
);

/** Twelve steps on wasm in one of the ways, from the same start. */
export function train(example: Example, way: Way, noiseKey = 'noise'): Promise<Trained> {
  return trainOn(way === 'by tensor operations' ? { tf } : { tf, machine }, example, way, noiseKey);
}

/** Twelve steps on the current backend. */
export function trainOn(
  backend: Parameters<typeof learnerOf>[0],
  { family, dataset, config, distillation }: Example,
  way: Way,
  noiseKey = 'noise',
): Promise<Trained> {
  const complete = completeConfiguration(
    { ...trainingParameters, ...family.parameters },
    { learningRate: 0.01, ...config },
  );
  const noise = randomFor(noiseKey);
  return withSeededMathRandom(randomFor('math'), () =>
    releasing(tf, async () => {
      const model = atOnce(prepareModel(tf, family, complete, dataset));
      const factors = family.factors?.({ model, config: complete });
      const options = { noise, isReplaying: way === 'replayed', loss: family.loss, factors, distillation };
      const learner = learnerOf(backend, model, dataset, complete, options);
      const count = countApplications(model);
      const losses = batches.map((batch) => learner.step(batch));
      learner.release();
      const weights = model.getWeights().map((weight) => [...weight.dataSync()]);
      return { losses, weights, applications: count(), drawn: [Math.random(), noise.word()] as const };
    }),
  );
}

export const sizes = new Set(batches.map((batch) => batch.length)).size;
export const steps = batches.length;
/** How many batches have fewer rows than the first one. */
export const shortSteps = batches.filter(({ length }) => length < (batches[0]?.length ?? 0)).length;

function countApplications(model: LayersModel): () => number {
  const apply = model.apply.bind(model);
  let count = 0;
  model.apply = (...given) => {
    count += 1;
    return apply(...given);
  };
  return () => count;
}
