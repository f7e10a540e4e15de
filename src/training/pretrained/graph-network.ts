import { loadGraphModelSync } from '@tensorflow/tfjs-converter';
import type { io } from '@tensorflow/tfjs-core';
import type { Tensor, Tf } from '../tensorflow.ts';
import type { FixedNetwork } from './fixed-network.ts';
import type { ModelFiles } from './model-files.ts';

/**
 * A graph model as TensorFlow Hub has them, on the current backend. `wanted` is a node, or an output of the signature.
 * Throws an Error of one line for several inputs or outputs, an unknown node, and operations that TensorFlow.js lacks.
 */
export function graphNetwork(
  tf: Tf,
  { modelJson, weights }: ModelFiles,
  wanted: string | undefined,
): FixedNetwork {
  const specs = modelJson.weightsManifest.flatMap((group) => group.weights);
  const artifacts = tf.io.getModelArtifactsForJSONSync(modelJson, specs, Uint8Array.from(weights).buffer);
  const model = loadGraphModelSync(tf.io.fromMemorySync(artifacts));
  const [input, ...further] = model.inputs;
  if (input === undefined || further.length > 0) {
    throw new Error(`must have one input, and has ${model.inputs.length}`);
  }
  const output = outputOf(modelJson, model.outputNodes, wanted);
  return {
    inputShape: input.shape,
    inputType: input.dtype,
    output,
    run: (x) => model.execute(x, output) as Tensor,
  };
}

interface Graph {
  readonly node: readonly { readonly name: string }[];
}

function outputOf(modelJson: io.ModelJSON, ends: readonly string[], wanted: string | undefined): string {
  const nodes = (modelJson.modelTopology as Graph).node.map(({ name }) => name);
  const [only = ''] = ends;
  if (wanted === undefined) {
    if (ends.length === 1) return only;
    throw new Error(`has ${ends.length} outputs, and data.features.output must name one: ${ends.join(', ')}`);
  }
  const { outputs = {} } = (modelJson.signature ?? {}) as { outputs?: Record<string, { name: string }> };
  const node = outputs[wanted]?.name ?? wanted;
  if (nodes.includes(node.split(':')[0] as string)) return node;
  throw new Error(`has no node ${wanted}; its outputs are ${ends.join(', ')}`);
}
