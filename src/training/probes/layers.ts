import { type Layer, layersOf } from '../model-layers.ts';
import type { LayersModel, Tensor, Tf, Variable } from '../tensorflow.ts';

/** What one layer was given and gave, on one call. */
export interface LayerCall {
  readonly name: string;
  /** As TensorFlow.js names the kind: `Dense`, `Conv2D`, … */
  readonly className: string;
  readonly hasWeights: boolean;
  /** Whether a kernel of it holds nothing but zeros. */
  readonly isZero: boolean;
  /** Of its first input and of its first output, with the batch in front. */
  readonly input: LayerValues;
  readonly output: LayerValues;
}

interface LayerValues {
  readonly shape: readonly number[];
  readonly values: ArrayLike<number>;
}

type Call = (inputs: Tensor | Tensor[], options: object) => Tensor | Tensor[];

/** Applies the model to a batch, and tells of every layer in the order in which they were called. */
export function traceLayers(tf: Tf, model: LayersModel, x: Tensor, training: boolean): LayerCall[] {
  const calls: LayerCall[] = [];
  const unwatch = layersOf(model).map((layer) =>
    watch(layer, (input, output) => calls.push({ ...describe(layer), input, output })),
  );
  try {
    tf.tidy(() => model.apply(x, { training }) as Tensor);
  } finally {
    for (const stop of unwatch) stop();
  }
  return calls;
}

function describe(layer: Layer): Pick<LayerCall, 'name' | 'className' | 'hasWeights' | 'isZero'> {
  const kernels = layer.weights.map((weight) => weight.read()).filter(({ rank }) => rank > 1);
  return {
    name: layer.name,
    className: layer.getClassName(),
    hasWeights: layer.weights.length > 0,
    isZero: kernels.some((kernel) => kernel.dataSync().every((value) => value === 0)),
  };
}

/** Reads what goes through a layer while the model is applied, until the returned function is called. */
function watch(layer: Layer, see: (input: LayerValues, output: LayerValues) => void): () => void {
  const watched = layer as unknown as { call: Call };
  const isOwn = Object.hasOwn(layer, 'call');
  const { call } = watched;
  watched.call = (inputs, options) => {
    const outputs = call.call(layer, inputs, options);
    see(read(inputs), read(outputs));
    return outputs;
  };
  return () => {
    if (isOwn) watched.call = call;
    else delete (watched as { call?: Call }).call;
  };
}

function read(given: Tensor | Tensor[]): LayerValues {
  const tensor = Array.isArray(given) ? (given[0] as Tensor) : given;
  return { shape: tensor.shape, values: tensor.dataSync() };
}

/** A weight that is meant to learn, with its layer's name. */
export interface NamedWeight {
  readonly layer: string;
  /** `layer/kernel`, as its layer calls it. */
  readonly name: string;
  readonly variable: Variable;
}

/** In the order of `model.trainableWeights`, which is that of a pass's gradients. */
export function learningWeights(model: LayersModel): NamedWeight[] {
  const owners = new Map(
    layersOf(model).flatMap((layer) => layer.trainableWeights.map((weight) => [weight.id, layer] as const)),
  );
  return model.trainableWeights.map((weight) => ({
    layer: owners.get(weight.id)?.name ?? '',
    name: weight.originalName.split('/').at(-1) ?? weight.originalName,
    variable: weight.read() as Variable,
  }));
}
