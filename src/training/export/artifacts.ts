import type { io } from '@tensorflow/tfjs-core';
import type { LayersModel, Tf } from '../tensorflow.ts';

/** The files of a TensorFlow.js LayersModel: the parsed `model.json` and the weights that it lists. */
export interface LayersModelFiles {
  readonly modelJson: io.ModelJSON;
  readonly weights: Uint8Array;
}

/** Encodes a model for `tf.loadLayersModel`; `weightsPath` is relative to the model.json. */
export async function encodeLayersModel(
  tf: Tf,
  model: LayersModel,
  weightsPath: string,
): Promise<LayersModelFiles> {
  let files: LayersModelFiles | undefined;
  const save = async (artifacts: io.ModelArtifacts): Promise<io.SaveResult> => {
    const { modelTopology, weightSpecs = [], weightData = new ArrayBuffer(0), generatedBy } = artifacts;
    const weights = new Uint8Array(
      Array.isArray(weightData) ? tf.io.concatenateArrayBuffers(weightData) : weightData,
    );
    checkNames(weightSpecs);
    files = {
      weights,
      modelJson: {
        format: 'layers-model',
        ...(generatedBy === undefined ? {} : { generatedBy }),
        convertedBy: 'hpsearch',
        modelTopology: modelTopology ?? {},
        weightsManifest: [{ paths: [weightsPath], weights: weightSpecs }],
      },
    };
    return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
  };
  await model.save(tf.io.withSaveHandler(save));
  if (files === undefined) throw new Error('the model was not saved');
  return files;
}

/** Decodes the files of a LayersModel. Throws an Error if they do not belong together. */
export async function decodeLayersModel(
  tf: Tf,
  { modelJson, weights }: LayersModelFiles,
): Promise<LayersModel> {
  const { modelTopology, weightsManifest } = modelJson;
  if (modelTopology === undefined || !Array.isArray(weightsManifest)) {
    throw new Error('it has no modelTopology or no weightsManifest');
  }
  const weightSpecs = weightsManifest.flatMap((group) => group.weights);
  const weightData = Uint8Array.from(weights).buffer;
  return tf.loadLayersModel(tf.io.fromMemory({ modelTopology, weightSpecs, weightData }));
}

/**
 * The total bytes of the weights that a model.json lists. Returns undefined if it lists none, or some with a
 * non-numeric type.
 */
export function listedWeightBytes({ weightsManifest }: Partial<io.ModelJSON>): number | undefined {
  if (!Array.isArray(weightsManifest)) return undefined;
  const bytes = weightsManifest.flatMap((group) => group?.weights ?? []).map(bytesOf);
  const sum = bytes.reduce((total, each) => total + each, 0);
  return Number.isSafeInteger(sum) && sum > 0 ? sum : undefined;
}

/** Returns NaN if an entry lacks its shape or its type is not numeric. */
function bytesOf(spec: Partial<io.WeightsManifestEntry> | null): number {
  const { shape, dtype = '', quantization } = spec ?? {};
  if (!Array.isArray(shape)) return Number.NaN;
  return shape.reduce(
    (product, size) => product * size,
    bytesOfType[quantization?.dtype ?? dtype] ?? Number.NaN,
  );
}

const bytesOfType: Readonly<Record<string, number>> = {
  ...{ float32: 4, int32: 4, bool: 1, complex64: 8 },
  ...{ uint8: 1, uint16: 2, float16: 2 },
};

/** TensorFlow.js looks weights up by name and refuses duplicates. */
function checkNames(specs: readonly io.WeightsManifestEntry[]): void {
  const names = specs.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`two weights of the model are named ${twice}`);
}
