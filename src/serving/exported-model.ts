import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FaultsError } from '../faults/errors.ts';
import { requireReadableFile } from '../files/readable-file.ts';
import { preprocessRecord } from '../records/pipeline-record.ts';
import { modelInputs } from '../study/inputs/model-inputs.ts';
import type { ConformalQuantiles } from '../study/outputs/conformal-quantiles.ts';
import type { Pipeline } from '../study/pipeline.ts';
import { computing, openBackend } from '../training/backend.ts';
import { decodeLayersModel, listedWeightBytes } from '../training/export/artifacts.ts';
import { ownNetwork } from '../training/owned-tensors.ts';
import { outputsOf } from '../training/predict.ts';
import { withFeatures } from './features/with-features.ts';
import { type ExportedKind, exportedWidth, predictionsFrom } from './predicted/exported-outputs.ts';
import type { ServedModel } from './served-model.ts';

/** The files of an exported folder. */
export const exportedFiles = {
  model: 'model.json',
  weights: 'weights.bin',
  preprocess: 'preprocess.json',
  example: 'example.mjs',
  encoder: 'encode.mjs',
  features: 'features.json',
  featureWeights: 'features.bin',
} as const;

/** The content of `preprocess.json`: docs/formats.md. */
export interface PreprocessDocument extends Pipeline {
  readonly format: 'hpsearch-preprocess';
  readonly version: 1 | 2;
  readonly study: string;
  readonly model: string;
  /** Exports of version 1 output a regression's value in 32 bits. */
  readonly outputs: ExportedKind;
  /** For an ensemble whose members' scaled values are apart, since its target is transformed. */
  readonly memberWeights?: readonly number[];
  /** Absent when the study's data could not be read, and from older exports. */
  readonly conformal?: ConformalQuantiles;
}

export function isExported(folder: string): boolean {
  return existsSync(join(folder, exportedFiles.model));
}

/**
 * Opens an exported folder for as long as `use` takes. FaultsError when it is not one, or this version cannot read it.
 */
export async function withExportedModel<T>(
  folder: string,
  use: (model: ServedModel) => Promise<T>,
): Promise<T> {
  const pipeline = await readPreprocess(join(folder, exportedFiles.preprocess));
  const backend = await openBackend('wasm');
  const path = join(folder, exportedFiles.model);
  const modelJson = parse(path, await readText(path));
  const weightsPath = join(folder, exportedFiles.weights);
  requireReadableFile(weightsPath);
  const weights = await readFile(weightsPath).catch((error: unknown) => {
    throw fault(weightsPath, `must be a file that can be read: ${reasonOf(error)}`);
  });
  const listed = listedWeightBytes(modelJson ?? {});
  if (listed !== undefined && listed !== weights.length) {
    const constraint = `must hold the ${listed} bytes of weights that model.json lists, got ${weights.length}`;
    throw fault(weightsPath, constraint);
  }
  const { tf } = backend;
  const load = () =>
    decodeLayersModel(tf, { modelJson: modelJson as never, weights }).catch((error: unknown) => {
      throw fault(path, `must be a model that TensorFlow.js opens: ${reasonOf(error)}`);
    });
  const { made: network, free } = await computing(backend, () => ownNetwork(tf, load));
  const width = exportedWidth(pipeline);
  const inputs = { ...modelInputs(pipeline), task: pipeline.task };
  const predict: ServedModel['predict'] = (examples) =>
    computing(backend, () => predictionsFrom(pipeline, outputsOf(tf, network, inputs, examples, width)));
  try {
    return await withFeatures(pipeline, folder, (featuresOf) =>
      use({ name: folder, pipeline, conformal: pipeline.conformal, featuresOf, predict }),
    );
  } finally {
    await computing(backend, free);
  }
}

async function readPreprocess(path: string): Promise<PreprocessDocument> {
  const document = parse(path, await readText(path));
  if (isPreprocessDocument(document)) {
    requirePipeline(path, document);
    return document;
  }
  throw fault(path, 'must be of format hpsearch-preprocess, version 1 or 2');
}

/** A divisor of 0 would make every prediction NaN. */
function requirePipeline(file: string, document: PreprocessDocument): void {
  const { error } = preprocessRecord.safeParse(document);
  if (error === undefined) return;
  const faults = error.issues.map(({ path, message }) => ({
    ...{ file, field: path.join('.'), constraint: `cannot be used: ${message}` },
  }));
  throw new FaultsError(faults);
}

/** True for the document of an exported folder that this version can read. */
export function isPreprocessDocument(document: unknown): document is PreprocessDocument {
  const { format, version } = (document ?? {}) as Partial<PreprocessDocument>;
  return format === 'hpsearch-preprocess' && (version === 1 || version === 2);
}

async function readText(path: string): Promise<string> {
  requireReadableFile(path);
  return readFile(path, 'utf8').catch((error: unknown) => {
    throw fault(path, `must be a file that can be read: ${reasonOf(error)}`);
  });
}

function parse(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw fault(path, `must be JSON: ${reasonOf(error)}`);
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function fault(file: string, constraint: string): FaultsError {
  return new FaultsError([{ file, field: '', constraint }]);
}
