import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { UsageError } from '../errors.ts';
import { randomFor } from '../study/random.ts';
import { encodeLayersModel } from '../training/export/artifacts.ts';
import { composeNetwork } from '../training/export/network.ts';
import { unknownLayers } from '../training/export/topology.ts';
import { outputsOf } from '../training/predict.ts';
import type { LayersModel } from '../training/tensorflow.ts';
import { exampleScript } from './example-script.ts';
import { exportedFiles, type PreprocessDocument } from './exported-model.ts';
import type { OpenedModels } from './stored-model.ts';

/** What was written, and how far its predictions were from the members' own on rows drawn at random. */
export interface ExportSummary {
  readonly folder: string;
  readonly files: readonly string[];
  readonly bytes: number;
  readonly largestDifference: number;
}

/** Beyond this the two are not the same model: 32-bit arithmetic in another order differs by about a millionth. */
const tolerance = 1e-4;
const comparedRows = 32;

/** UsageError unless `folder` is free, or holds an export that may be replaced. */
export async function checkTarget(folder: string, mayReplace: boolean): Promise<void> {
  if (!existsSync(folder)) return;
  if (!mayReplace) {
    throw new UsageError(`--to: ${folder} is there already: --replace puts the model in its place`);
  }
  const entries = await readdir(folder).catch(() => undefined);
  const known: readonly string[] = Object.values(exportedFiles);
  const other = entries === undefined ? folder : entries.find((entry) => !known.includes(entry));
  if (other === undefined) return;
  throw new UsageError(
    `--replace: ${folder} is not a folder of an export alone, and stays: it holds ${other}`,
  );
}

/**
 * Writes a folder that TensorFlow.js opens without hpsearch: one model of stock layers, from encoded rows to probabilities
 * or values, with the averaging of an ensemble inside, how rows are encoded, and an example. All of it or nothing.
 */
export async function exportModel(models: OpenedModels, folder: string): Promise<ExportSummary> {
  checkLayers(models);
  const { choice, builder, networks, served } = models;
  const { tf } = builder.backend;
  const members = networks.map((model, index) => ({ model, weight: choice.members[index]?.weight ?? 0 }));
  const network = await composeNetwork(tf, members, { ...builder.dataset, temperature: choice.temperature });
  const largestDifference = compare(models, network);
  const { modelJson, weights } = await encodeLayersModel(tf, network, exportedFiles.weights);
  const { pipeline } = served;
  const document: PreprocessDocument = {
    format: 'hpsearch-preprocess',
    version: 1,
    study: choice.study.name,
    model: served.name,
    outputs: pipeline.task.kind === 'classification' ? 'probabilities' : 'value',
    ...pipeline,
  };
  const contents: Record<string, string | Uint8Array> = {
    [exportedFiles.model]: `${JSON.stringify(modelJson)}\n`,
    [exportedFiles.weights]: weights,
    [exportedFiles.preprocess]: `${JSON.stringify(document, null, 2)}\n`,
    [exportedFiles.example]: exampleScript(pipeline.preprocessing.kind),
  };
  await writeFolder(folder, contents);
  const bytes = Object.values(contents).reduce((sum, content) => sum + Buffer.byteLength(content), 0);
  return { folder, files: Object.keys(contents), bytes, largestDifference };
}

/** A layer of the user's own is JavaScript, and a model.json holds none. */
function checkLayers({ networks, knownClasses: known, served }: OpenedModels): void {
  const [unknown] = networks.flatMap((network) => unknownLayers(network, known));
  if (unknown === undefined) return;
  throw new UsageError(
    `${served.name} cannot be exported: TensorFlow.js alone cannot open layer ${unknown}, which is the module's own`,
  );
}

/** The largest difference to the members' own predictions, as a share of one or, of values, of their size or deviation. */
function compare({ served, builder }: OpenedModels, network: LayersModel): number {
  const { inputShape, task } = builder.dataset;
  const random = randomFor('export', 'comparison');
  const size = inputShape.reduce((product, length) => product * length, 1);
  const examples = {
    rows: comparedRows,
    x: Float32Array.from({ length: comparedRows * size }, () => 4 * random.next() - 2),
  };
  const expected = served.predict(examples);
  const got = outputsOf(builder.backend.tf, network, builder.dataset, examples);
  const unit = task.kind === 'regression' ? task.std : 1;
  const largest = expected.reduce(
    (most, value, at) =>
      Math.max(most, Math.abs(value - (got[at] as number)) / Math.max(unit, Math.abs(value))),
    0,
  );
  if (largest <= tolerance) return largest;
  throw new UsageError(
    `${served.name} cannot be exported: written down as stock layers it predicts otherwise, by ${largest}; does the module change what a layer does?`,
  );
}

async function writeFolder(
  folder: string,
  contents: Readonly<Record<string, string | Uint8Array>>,
): Promise<void> {
  const target = resolve(folder);
  const part = `${target}.${process.pid}.part`;
  await mkdir(dirname(target), { recursive: true });
  try {
    await mkdir(part);
    for (const [name, content] of Object.entries(contents)) await writeFile(join(part, name), content);
    await rm(target, { recursive: true, force: true });
    await rename(part, target);
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    throw error;
  }
}
