import { readdir, stat, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { computing } from '../training/backend.ts';
import { composeNetwork } from '../training/export/network.ts';
import { releasing } from '../training/release.ts';
import type { LayersModel } from '../training/tensorflow.ts';
import { comparedExamples, differenceOf } from './compared-rows.ts';
import { writeFolder } from './export-folder.ts';
import { exportedFiles, type PreprocessDocument } from './exported-model.ts';
import { checkLayers, writeLayersModel } from './layers-model.ts';
import { checkRegistered, writeSavedModel } from './saved-model.ts';
import type { OpenedModels } from './stored-model.ts';

/** For TensorFlow.js, or for TensorFlow. */
export type ModelFormat = 'tfjs' | 'savedmodel';

/** What was written, and how far its predictions were from the members' own on rows drawn at random. */
export interface ExportSummary {
  readonly folder: string;
  readonly files: readonly string[];
  readonly bytes: number;
  readonly largestDifference: number;
}

const writers = {
  tfjs: {
    check: checkLayers,
    write: writeLayersModel,
    explanation: 'when written down as stock layers; does the module change what a layer does?',
  },
  savedmodel: {
    check: checkRegistered,
    write: writeSavedModel,
    explanation: 'when written down as a graph; does a layer depend on chance, or on the other rows?',
  },
} as const;

/**
 * Writes a folder that is opened without hpsearch: one model, from encoded rows to probabilities or values, with the
 * averaging of an ensemble inside, and how rows are encoded. A SavedModel is made of models that were opened on the native
 * backend. All of it or nothing, and InterruptedError once the signal is aborted.
 */
export async function exportModel(
  models: OpenedModels,
  folder: string,
  format: ModelFormat,
  signal: AbortSignal,
): Promise<ExportSummary> {
  const { backend } = models.builder;
  const { check, write, explanation } = writers[format];
  check(models);
  const work = async () => {
    const network = await networkOf(models);
    const examples = comparedExamples(models);
    return writeFolder(folder, signal, async (part) => {
      const document = `${JSON.stringify(documentOf(models), null, 2)}\n`;
      await writeFile(join(part, exportedFiles.preprocess), document);
      const got = await write(part, network, models, examples);
      return differenceOf(models, examples, got, explanation);
    });
  };
  const largestDifference = await computing(backend, () => releasing(backend.tf, work));
  return { folder, ...(await contentsOf(folder)), largestDifference };
}

function networkOf({ choice, builder, networks }: OpenedModels): Promise<LayersModel> {
  const members = networks.map((model, index) => ({ model, weight: choice.members[index]?.weight ?? 0 }));
  const combination = { ...builder.dataset, temperature: choice.temperature };
  return composeNetwork(builder.backend.tf, members, combination);
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
