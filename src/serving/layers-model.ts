import { encoderModule } from '../data/preprocessing/encoder-module.ts';
import { UsageError } from '../faults/errors.ts';
import { writePart } from '../files/write-part.ts';
import { encodeLayersModel } from '../training/export/artifacts.ts';
import { unknownLayers } from '../training/export/topology.ts';
import { type Examples, outputsOf } from '../training/predict.ts';
import type { LayersModel } from '../training/tensorflow.ts';
import { exampleScript } from './example-script.ts';
import { exportedFiles } from './exported-model.ts';
import type { OpenedModels } from './stored-model.ts';

/** A custom layer is JavaScript code, which model.json cannot contain. */
export function checkLayers({ networks, knownClasses: known, served }: OpenedModels): void {
  const [unknown] = networks.flatMap(({ model }) => unknownLayers(model, known));
  if (unknown === undefined) return;
  throw new UsageError(
    `${served.name} cannot be exported: TensorFlow.js alone cannot open layer ${unknown}, which is the module's own`,
  );
}

/**
 * Writes a model for `tf.loadLayersModel`, the encoder and an example; returns the network's outputs for `examples`.
 */
export async function writeLayersModel(
  folder: string,
  network: LayersModel,
  { builder, served }: OpenedModels,
  examples: Examples,
): Promise<ArrayLike<number>> {
  const { tf } = builder.backend;
  const { modelJson, weights } = await encodeLayersModel(tf, network, exportedFiles.weights);
  const write = (name: string, content: string | Uint8Array) => writePart(folder, name, content);
  await write(exportedFiles.model, `${JSON.stringify(modelJson)}\n`);
  await write(exportedFiles.weights, weights);
  await write(exportedFiles.encoder, encoderModule());
  await write(exportedFiles.example, exampleScript(served.pipeline));
  return outputsOf(tf, network, builder.dataset, examples, network.outputShape[1] as number);
}
