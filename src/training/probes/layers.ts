import { type Layer, layersOf } from '../model-layers.ts';
import type { LayersModel, Tensor, Tf, Variable } from '../tensorflow.ts';

/** The input and output of one layer in one call. */
export interface LayerCall {
  readonly name: string;
  /** The class name in TensorFlow.js: `Dense`, `Conv2D`, … */
  readonly className: string;
  readonly hasWeights: boolean;
  /** True where one of its kernels is all zeros. */
  readonly isZero: boolean;
  /** The first input and the first output, including the batch dimension. */
  readonly input: LayerValues;
  readonly output: LayerValues;
}

interface LayerValues {
  readonly shape: readonly number[];
  readonly values: ArrayLike<number>;
}

type Call = (inputs: Tensor | Tensor[], options: object) => Tensor | Tensor[];

/** Applies the model to a batch and returns the calls of all layers in order. */
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

/** The first layer that gives other outputs for the same batch the second time; undefined if none does. */
export function randomLayer(tf: Tf, model: LayersModel, x: Tensor, training: boolean): string | undefined {
  const [first, second] = [traceLayers(tf, model, x, training), traceLayers(tf, model, x, training)];
  const isDifferent = (index: number) => {
    const [one, other] = [first[index]?.output.values ?? [], second[index]?.output.values ?? []];
    return Array.from(one).some((value, at) => value !== other[at]);
  };
  return first.find((_, index) => isDifferent(index))?.name;
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

/** Reports a layer's inputs and outputs to `see` until the returned function is called. */
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
  /** The last part of the weight's original name, for example `kernel`. */
  readonly name: string;
  readonly variable: Variable;
}

/** The trainable weights in the order of `model.trainableWeights`, which is also the order of a pass's gradients. */
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
