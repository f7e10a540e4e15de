import { readdir, stat, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { UsageError } from '../errors.ts';
import { randomFor } from '../study/random.ts';
import { encodeLayersModel } from '../training/export/artifacts.ts';
import { composeNetwork } from '../training/export/network.ts';
import { unknownLayers } from '../training/export/topology.ts';
import { type Examples, outputsOf } from '../training/predict.ts';
import { exampleScript } from './example-script.ts';
import { writeFolder } from './export-folder.ts';
import { exportedFiles, type PreprocessDocument } from './exported-model.ts';
import { type Python, writeSavedModel } from './saved-model.ts';
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

/**
 * Writes a folder that TensorFlow.js opens without hpsearch: one model of stock layers, from encoded rows to probabilities
 * or values, with the averaging of an ensemble inside, how rows are encoded, and an example. With `python` it is a
 * SavedModel, for TensorFlow. All of it or nothing.
 */
export async function exportModel(
  models: OpenedModels,
  folder: string,
  python?: Python,
): Promise<ExportSummary> {
  checkLayers(models);
  const { choice, builder, networks } = models;
  const { backend, dataset } = builder;
  const { tf } = backend;
  const members = networks.map((model, index) => ({ model, weight: choice.members[index]?.weight ?? 0 }));
  const network = await composeNetwork(tf, members, { ...dataset, temperature: choice.temperature });
  const examples = comparedExamples(dataset.inputShape);
  const files = await encodeLayersModel(tf, network, exportedFiles.weights);
  const largestDifference = await writeFolder(folder, async (part) => {
    const write = (name: string, content: string | Uint8Array) => writeFile(join(part, name), content);
    await write(exportedFiles.preprocess, `${JSON.stringify(documentOf(models), null, 2)}\n`);
    if (python !== undefined) {
      const compared = { x: examples.x, inputShape: dataset.inputShape };
      const got = await writeSavedModel(part, files, compared, python);
      return differenceOf(models, examples, got, 'a layer does something else in Keras');
    }
    await write(exportedFiles.model, `${JSON.stringify(files.modelJson)}\n`);
    await write(exportedFiles.weights, files.weights);
    await write(exportedFiles.example, exampleScript(models.served.pipeline.preprocessing.kind));
    return differenceOf(
      models,
      examples,
      outputsOf(tf, network, dataset, examples),
      'does the module change what a layer does?',
    );
  });
  return { folder, ...(await contentsOf(folder)), largestDifference };
}

function documentOf({ choice, served }: OpenedModels): PreprocessDocument {
  const { pipeline } = served;
  return {
    format: 'hpsearch-preprocess',
    version: 1,
    study: choice.study.name,
    model: served.name,
    outputs: pipeline.task.kind === 'classification' ? 'probabilities' : 'value',
    ...pipeline,
  };
}

async function contentsOf(folder: string): Promise<{ files: string[]; bytes: number }> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  const sizes = await Promise.all(paths.map(async (path) => (await stat(path)).size));
  return {
    files: paths.map((path) => relative(folder, path)).sort(),
    bytes: sizes.reduce((sum, size) => sum + size, 0),
  };
}

/** A layer of the user's own is JavaScript, and a model.json holds none. */
function checkLayers({ networks, knownClasses: known, served }: OpenedModels): void {
  const [unknown] = networks.flatMap((network) => unknownLayers(network, known));
  if (unknown === undefined) return;
  throw new UsageError(
    `${served.name} cannot be exported: TensorFlow.js alone cannot open layer ${unknown}, which is the module's own`,
  );
}

function comparedExamples(inputShape: readonly number[]): Examples {
  const random = randomFor('export', 'comparison');
  const size = comparedRows * inputShape.reduce((product, length) => product * length, 1);
  return { rows: comparedRows, x: Float32Array.from({ length: size }, () => 4 * random.next() - 2) };
}

/** The largest one to the members' own predictions, as a share of one or, of values, of their size or deviation. */
function differenceOf(
  { served, builder }: OpenedModels,
  examples: Examples,
  got: ArrayLike<number>,
  whyNot: string,
): number {
  const { task } = builder.dataset;
  const unit = task.kind === 'regression' ? task.std : 1;
  const largest = served
    .predict(examples)
    .reduce(
      (most, value, at) =>
        Math.max(most, Math.abs(value - (got[at] as number)) / Math.max(unit, Math.abs(value))),
      0,
    );
  if (largest <= tolerance) return largest;
  throw new UsageError(
    `${served.name} cannot be exported: written down as stock layers it predicts otherwise, by ${largest}; ${whyNot}`,
  );
}
