import { encodeFeatures } from '../../data/preprocessing/encode-features.ts';
import { changedFeatures } from '../../runs/data/encode-data.ts';
import { pixelRange } from '../../study/inputs/pixel-range.ts';
import type { Features, Pipeline } from '../../study/pipeline.ts';
import { type FeatureModel, openFeatureModel } from '../../training/pretrained/feature-model.ts';
import type { RowFeatures } from '../served-model.ts';

/**
 * Passes to `use` how encoded rows become features; undefined where the networks take the rows themselves. The model
 * that computes them, at its path from `directory`, is opened for the first rows and freed after `use`: then FaultsError
 * when it cannot be read, UsageError when it is another one.
 */
export async function withFeatures<T>(
  pipeline: Pipeline,
  directory: string,
  use: (featuresOf: RowFeatures | undefined) => Promise<T>,
): Promise<T> {
  const { features } = pipeline;
  if (features === undefined) return use(undefined);
  let opening: Promise<FeatureModel> | undefined;
  const featuresOf: RowFeatures = async (rows) => {
    opening ??= openSame(features, pipeline, directory);
    const model = await opening;
    return { rows: rows.rows, x: encodeFeatures(features, await model.compute(rows)) };
  };
  try {
    return await use(featuresOf);
  } finally {
    await opening?.then(
      ({ free }) => free(),
      () => {},
    );
  }
}

async function openSame(features: Features, pipeline: Pipeline, directory: string): Promise<FeatureModel> {
  const { model: path, output, digest } = features;
  const { inputShape } = pipeline;
  const range = pixelRange(features, pipeline);
  const model = await openFeatureModel({ model: path, output }, directory, { inputShape, range });
  if (model.digest === digest) return model;
  await model.free();
  throw changedFeatures(path);
}
