import { readdir, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { type FolderTarget, requireFolderTarget, writeFolder } from '../files/write-folder.ts';
import { writePart } from '../files/write-part.ts';
import type { ConformalQuantiles } from '../study/outputs/conformal-quantiles.ts';
import { computing } from '../training/backend.ts';
import { composeNetwork, memberWeightsOf } from '../training/export/network.ts';
import { releasing } from '../training/release.ts';
import type { LayersModel } from '../training/tensorflow.ts';
import { comparedExamples, differenceOf } from './compared-rows.ts';
import { exportedQuantiles, levelsOf } from './conformal.ts';
import { foreignEntry } from './export-entries.ts';
import { exportedFiles, type PreprocessDocument } from './exported-model.ts';
import { exportedFeatures } from './features/exported-features.ts';
import { checkLayers, writeLayersModel } from './layers-model.ts';
import { predictionsFrom } from './predicted/exported-outputs.ts';
import { checkRegistered, writeSavedModel } from './saved-model.ts';
import type { OpenedModels } from './stored-model.ts';

/** The target of an export. */
export interface ExportPlace {
  readonly folder: string;
  readonly mayReplace: boolean;
  /** Files and folders that the export reads, which must stay. */
  readonly reads: readonly string[];
}

/** UsageError unless the folder can be created, or contains an export that may be replaced. */
export function requireExportPlace(place: ExportPlace): void {
  requireFolderTarget(targetOf(place));
}

function targetOf({ folder, ...place }: ExportPlace): FolderTarget {
  return { option: 'to', path: folder, ...place, foreignEntry };
}

/** For TensorFlow.js, or for TensorFlow. */
export type ModelFormat = 'tfjs' | 'savedmodel';

/** The files, and the largest difference between their predictions and the members' own on random rows. */
export interface ExportSummary {
  readonly folder: string;
  readonly files: readonly string[];
  readonly bytes: number;
  readonly largestDifference: number;
  /** The levels of the prediction intervals, or sets of classes, that the export has. */
  readonly intervals: readonly number[];
  /** Why it has none, where the study's data cannot be used. */
  readonly withoutIntervals?: string;
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
 * Writes a folder for use without hpsearch: one model, from encoded rows to probabilities or values, that includes an
 * ensemble's averaging, and the encoding of rows. A SavedModel needs models that were opened on the native backend.
 * Writes all of it or nothing; InterruptedError once the signal is aborted.
 */
export async function exportModel(
  models: OpenedModels,
  place: ExportPlace,
  format: ModelFormat,
  signal: AbortSignal,
): Promise<ExportSummary> {
  const { folder } = place;
  const { backend } = models.builder;
  const { check, write, explanation } = writers[format];
  check(models);
  const quantiles = await exportedQuantiles(models);
  const conformal = typeof quantiles === 'string' ? undefined : quantiles;
  const work = async () => {
    const network = await networkOf(models);
    const examples = comparedExamples(models);
    const { served, choice } = models;
    const fixed = exportedFeatures(served.pipeline.features, choice.study.directory, exportedFiles);
    return writeFolder(targetOf(place), signal, async (part) => {
      const document = { ...documentOf(models, conformal), ...(fixed && { features: fixed.features }) };
      for (const [name, content] of fixed?.files ?? []) await writePart(part, name, content);
      await writePart(part, exportedFiles.preprocess, `${JSON.stringify(document, null, 2)}\n`);
      const outputs = await write(part, network, models, examples);
      return differenceOf(models, examples, predictionsFrom(document, outputs), explanation);
    });
  };
  const largestDifference = await computing(backend, () => releasing(backend.tf, work));
  return {
    ...{ folder, ...(await contentsOf(folder)), largestDifference },
    intervals: conformal === undefined ? [] : levelsOf(conformal),
    ...(typeof quantiles === 'string' && { withoutIntervals: quantiles }),
  };
}

const outputKinds = {
  classification: 'probabilities',
  multilabel: 'probabilities',
  regression: 'scaled',
  joint: 'parts',
} as const;

function networkOf({ choice, builder, networks }: OpenedModels): Promise<LayersModel> {
  const combination = { ...builder.dataset, temperature: choice.temperature };
  return composeNetwork(builder.backend.tf, networks, combination);
}

function documentOf(
  { choice, served, networks }: OpenedModels,
  conformal: ConformalQuantiles | undefined,
): PreprocessDocument {
  const { pipeline } = served;
  const weights = networks.map(({ weight }) => weight);
  const memberWeights = memberWeightsOf(pipeline.task, weights);
  return {
    format: 'hpsearch-preprocess',
    version: 2,
    study: choice.study.name,
    model: served.name,
    outputs: outputKinds[pipeline.task.kind],
    ...(memberWeights && { memberWeights }),
    ...pipeline,
    ...(conformal && { conformal }),
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
