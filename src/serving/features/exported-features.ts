import { resolve } from 'node:path';
import { FaultsError } from '../../faults/errors.ts';
import { changedFeatures } from '../../runs/data/encode-data.ts';
import type { Features } from '../../study/pipeline.ts';
import { modelDigest, readModelFiles } from '../../training/pretrained/model-files.ts';

/** The model of features as an export has it, beside the trained one. */
interface ExportedFeatures {
  readonly features: Features;
  readonly files: readonly (readonly [name: string, content: string | Uint8Array])[];
}

/**
 * The files of the model that computes a study's features, its weights in one; undefined where there is none. UsageError
 * when it has changed since the study began.
 */
export function exportedFeatures(
  features: Features | undefined,
  directory: string,
  names: { readonly features: string; readonly featureWeights: string },
): ExportedFeatures | undefined {
  if (features === undefined) return undefined;
  const { model, digest } = features;
  const found = readModelFiles(
    resolve(directory, model),
    (constraint) => new FaultsError([{ file: model, field: '', constraint }]),
  );
  if (modelDigest(found) !== digest) throw changedFeatures(model);
  const weights = found.modelJson.weightsManifest.flatMap((group) => group.weights);
  const weightsManifest = [{ paths: [names.featureWeights], weights }];
  const text = `${JSON.stringify({ ...found.modelJson, weightsManifest })}\n`;
  const written = { text, weights: found.weights };
  return {
    features: { ...features, model: `./${names.features}`, digest: modelDigest(written) },
    files: [
      [names.features, text],
      [names.featureWeights, found.weights],
    ],
  };
}
