import { createHash } from 'node:crypto';
import { endianness } from 'node:os';
import { join } from 'node:path';
import { bySplit, type Dataset, type Split } from '../../data/dataset.ts';
import { encodeSource, type SourceRows } from '../../data/load-dataset.ts';
import { encodeFeatures } from '../../data/preprocessing/encode-features.ts';
import { fitArrays } from '../../data/preprocessing/fit-arrays.ts';
import { FaultsError, UsageError } from '../../faults/errors.ts';
import { keptBytes } from '../../files/chunk-cache/kept-bytes.ts';
import { ownFolder } from '../../files/own-folder.ts';
import type { FeatureSpec } from '../../study/data-files/feature-spec.ts';
import { inputPartsOf } from '../../study/inputs/input-parts.ts';
import { pixelRange } from '../../study/inputs/pixel-range.ts';
import type { Features } from '../../study/pipeline.ts';
import type { DataSpec } from '../../study/study-spec.ts';
import { type FeatureModel, openFeatureModel } from '../../training/pretrained/feature-model.ts';
import { type FeatureStep, featureSteps } from '../../training/pretrained/feature-steps.ts';

/** The rows as they enter models. */
export interface EncodedData {
  /** After preprocessing. */
  readonly encoded: Dataset;
  /** As they enter the trained models: the encoded rows, or their features. */
  readonly dataset: Dataset;
  readonly features?: Features;
}

/**
 * Encodes the rows of a source, and computes their features where the data name a model for that: once for each row,
 * whatever is trained on them. FaultsError for such a model that cannot be used.
 */
export async function encodeData(
  source: SourceRows,
  spec: DataSpec,
  directory: string,
): Promise<EncodedData> {
  const encoded = encodeSource(source, spec);
  if (spec.features === undefined) return { encoded, dataset: encoded };
  const model = await openModel(spec.features, directory, source, encoded);
  try {
    return { encoded, ...(await extract(model, spec.features, encoded, spec.scaling)) };
  } finally {
    await model.free();
  }
}

function openModel(
  spec: FeatureSpec,
  directory: string,
  { raw: { inputs } }: SourceRows,
  encoded: Dataset,
): Promise<FeatureModel> {
  const refuse = (field: string, constraint: string): never => {
    throw new FaultsError([{ file: spec.model, field, constraint }]);
  };
  if (inputPartsOf(encoded).length > 1)
    refuse('data.features', 'must go with one input, and the data have several');
  if (inputs.kind !== 'images' && spec.inputRange !== undefined) {
    refuse('data.features.inputRange', 'must go with images, and the data are none');
  }
  const { inputShape, preprocessing } = encoded;
  const pixels = inputs.kind === 'images' ? { pixelMaximum: inputs.maximum } : {};
  return openFeatureModel(spec, directory, {
    inputShape,
    range: pixelRange(spec, { preprocessing, ...pixels }),
  });
}

/** Features are scaled as numbers of a table are, by the training rows alone. */
async function extract(
  model: FeatureModel,
  spec: FeatureSpec,
  encoded: Dataset,
  scaling: DataSpec['scaling'],
): Promise<Omit<EncodedData, 'encoded'>> {
  const { kind, output, digest, shape } = model;
  const { train, validation, test } = encoded.splits;
  const computed = new Map<Split, Float32Array>();
  const wanted = [...new Set([train, validation, test])];
  const rows = wanted.reduce((sum, split) => sum + split.rows, 0);
  const publish = (done: number) =>
    featureSteps.publish({ model: spec.model, done, rows } satisfies FeatureStep);
  let before = 0;
  for (const split of wanted) {
    computed.set(split, await keptFeatures(model, split, (done) => publish(before + done)));
    before += split.rows;
  }
  publish(rows);
  const part = { name: 'features', shape, values: computed.get(train) as Float32Array };
  const everyRow = train.row.map((_, index) => index);
  const preprocessing = { kind: 'arrays', parts: fitArrays([part], everyRow, scaling) } as const;
  const features: Features = { ...spec, kind, output, digest, inputShape: shape, preprocessing };
  const done = new Map<Split, Split>();
  for (const [split, values] of computed) done.set(split, { ...split, x: encodeFeatures(features, values) });
  const splits = bySplit((name) => done.get(encoded.splits[name]) as Split);
  return { features, dataset: { ...encoded, inputShape: shape, preprocessing, splits } };
}

/**
 * The features of a split's rows: those that an earlier command has computed from the same numbers by the same model and
 * packages, else computed now and kept for the next one.
 */
async function keptFeatures(
  model: FeatureModel,
  split: Split,
  onRows: (done: number) => void,
): Promise<Float32Array> {
  const made = `${model.identity}\n${endianness()}\n${split.rows}\n`;
  const key = createHash('sha256').update(made).update(split.x).digest('hex');
  const folder = join(ownFolder(), 'features');
  const bytes = await keptBytes(folder, key, async () => {
    const features = await model.compute(split, onRows);
    return new Uint8Array(features.buffer);
  });
  return new Float32Array(Uint8Array.from(bytes).buffer);
}

/** Tells the user which features the models are trained on. */
export function featuresNote({ model, output, inputShape }: Features): string {
  return `features: [${inputShape.join(', ')}] a row, ${output} of ${model}, computed once`;
}

/** A model of features that is no longer the one of the study. */
export function changedFeatures(model: string): UsageError {
  return new UsageError(`${model}, which computes the features of rows, has changed since the study began`);
}
