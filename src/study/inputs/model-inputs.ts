import type { Pipeline } from '../pipeline.ts';

/** The inputs of the trained models: the features of rows where a fixed model computes them, else the encoded rows. */
export function modelInputs({
  features,
  ...rows
}: Pick<Pipeline, 'features' | 'inputShape' | 'preprocessing'>): Pick<
  Pipeline,
  'inputShape' | 'preprocessing'
> {
  const { inputShape, preprocessing } = features ?? rows;
  return { inputShape, preprocessing };
}
