import { UsageError } from '../faults/errors.ts';
import { message, option } from '../faults/message.ts';
import { makePartFolder, writePart } from '../files/write-part.ts';
import { predictWithSavedModel, savedModelOf } from '../training/export/saved-model/saved-model.ts';
import { knownClasses, unknownLayers } from '../training/export/topology.ts';
import type { Examples } from '../training/predict.ts';
import type { LayersModel } from '../training/tensorflow.ts';
import type { OpenedModels } from './stored-model.ts';

/** The entries of a SavedModel's folder. The weights are in the graph, so the variables folder is empty. */
export const savedModelFiles = { graph: 'saved_model.pb', variables: 'variables' } as const;

/** A custom layer is exported as ops, but TensorFlow.js must be able to build its class by name. */
export function checkRegistered({ networks, builder, served }: OpenedModels): void {
  if (served.pipeline.features !== undefined) {
    throw new UsageError(
      message`${option('format')}: must be tfjs: the features that ${served.name} takes are computed by a model of TensorFlow.js`,
    );
  }
  const [unknown] = networks.flatMap(({ model }) => unknownLayers(model, knownClasses(builder.backend.tf)));
  if (unknown === undefined) return;
  throw new UsageError(
    `${served.name} cannot be exported: the module must give layer ${unknown} to tf.serialization.registerClass`,
  );
}

/** Writes a SavedModel for TensorFlow; returns its predictions for `examples`. */
export async function writeSavedModel(
  folder: string,
  network: LayersModel,
  { builder }: OpenedModels,
  examples: Examples,
): Promise<ArrayLike<number>> {
  const { tf } = builder.backend;
  const { inputShape } = builder.dataset;
  await writePart(folder, savedModelFiles.graph, savedModelOf(tf, network, inputShape, examples));
  await makePartFolder(folder, savedModelFiles.variables);
  return predictWithSavedModel(tf, folder, inputShape, examples);
}
