import { decodeLayersModel } from '../export/artifacts.ts';
import type { Tensor, Tf } from '../tensorflow.ts';
import type { FixedNetwork } from './fixed-network.ts';
import type { ModelFiles } from './model-files.ts';

/**
 * A layers model, or its part up to the layer `wanted`. Throws an Error of one line for several inputs or outputs, and
 * an unknown layer.
 */
export async function layersNetwork(
  tf: Tf,
  files: ModelFiles,
  wanted: string | undefined,
): Promise<FixedNetwork> {
  const whole = await decodeLayersModel(tf, files);
  const names = whole.layers.map(({ name }) => name);
  if (wanted !== undefined && !names.includes(wanted)) {
    throw new Error(`has no layer ${wanted}; its layers are ${names.slice(0, 25).join(', ')}`);
  }
  const model =
    wanted === undefined
      ? whole
      : tf.model({ inputs: whole.inputs, outputs: whole.getLayer(wanted).output as typeof whole.outputs });
  const [input, ...further] = model.inputs;
  if (input === undefined || further.length > 0) {
    throw new Error(`must have one input, and has ${model.inputs.length}`);
  }
  if (model.outputs.length !== 1) {
    throw new Error(`has ${model.outputs.length} outputs, and data.features.output must name a layer of one`);
  }
  return {
    inputShape: input.shape,
    inputType: input.dtype,
    output: wanted ?? (names.at(-1) as string),
    run: (x) => model.apply(x, { training: false }) as Tensor,
  };
}
