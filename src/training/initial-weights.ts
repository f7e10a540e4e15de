import { type Layer, layersOf } from './model-layers.ts';
import type { LayersModel, Tf, Variable } from './tensorflow.ts';

/** The weights, by layer, that a model may start from. */
export interface InitialWeights {
  readonly layers: readonly InitialLayer[];
  /** Names of the layers to freeze, or their number, counted from the first layer with weights. */
  readonly freeze: readonly string[] | number;
}

export interface InitialLayer {
  readonly name: string;
  readonly weights: readonly { readonly shape: readonly number[]; readonly values: Float32Array }[];
}

/** Which initial weights a model has copied. */
export interface TakenWeights {
  /** Names of the layers with copied weights, in the model's order. */
  readonly taken: readonly string[];
  /** Names of the layers whose weights are newly initialised. */
  readonly fresh: readonly string[];
  readonly frozen: readonly string[];
  /** Number of copied values. */
  readonly count: number;
  /** The variables that training must not change. */
  readonly variables: ReadonlySet<Variable>;
}

/**
 * Copies to each layer the weights of the given layer with the same name, if all their shapes agree. A layer is frozen
 * only if it received weights: a newly initialised one has to learn. Throws an Error when nothing is left to learn.
 */
export function takeInitialWeights(
  tf: Tf,
  model: LayersModel,
  { layers, freeze }: InitialWeights,
): TakenWeights {
  const own = namedLayers(model);
  const given = new Map(layers.map((layer) => [layer.name, layer]));
  const taken = own.filter(({ name, layer }) => fits(layer, given.get(name)));
  tf.tidy(() => {
    for (const { name, layer } of taken) {
      const { weights } = given.get(name) as InitialLayer;
      // A copy: a tensor may keep the array it is created from, and this array is shared.
      layer.setWeights(weights.map(({ shape, values }) => tf.tensor(values.slice(), [...shape])));
    }
  });
  const meant = new Set(typeof freeze === 'number' ? own.slice(0, freeze).map(nameOf) : freeze);
  const frozen = taken.filter(({ name }) => meant.has(name));
  const variables = new Set(frozen.flatMap(({ layer }) => variablesOf(layer)));
  const learns = model.trainableWeights.some((weight) => !variables.has(weight.read() as Variable));
  if (!learns) throw new Error('initFrom.freeze: must leave a layer that learns');
  return {
    taken: taken.map(nameOf),
    fresh: own.filter((each) => !taken.includes(each)).map(nameOf),
    frozen: frozen.map(nameOf),
    count: taken.reduce((sum, { layer }) => sum + countOf(layer), 0),
    variables,
  };
}

/** A model's weights by layer, in arrays that `allocate` creates. */
export function initialLayers(
  model: LayersModel,
  allocate: (length: number) => Float32Array,
): InitialLayer[] {
  return namedLayers(model).map(({ name, layer }) => ({
    name,
    weights: variablesOf(layer).map((variable) => {
      const values = allocate(variable.size);
      values.set(variable.dataSync());
      return { shape: variable.shape, values };
    }),
  }));
}

interface NamedLayer {
  readonly name: string;
  readonly layer: Layer;
}

const nameOf = ({ name }: NamedLayer) => name;

/**
 * The layers that have weights. TensorFlow.js names an unnamed layer by a counter of the whole thread (dense_Dense7);
 * here it is named by its kind and its place in the model instead (dense2).
 */
function namedLayers(model: LayersModel): NamedLayer[] {
  const places = new Map<string, number>();
  return layersOf(model)
    .filter(({ weights }) => weights.length > 0)
    .map((layer) => {
      const kind = layer.getClassName();
      const place = (places.get(kind) ?? 0) + 1;
      places.set(kind, place);
      const isUnnamed = new RegExp(`_${kind}\\d+$`).test(layer.name);
      return { name: isUnnamed ? `${kind.toLowerCase()}${place}` : layer.name, layer };
    });
}

function fits(layer: Layer, given: InitialLayer | undefined): boolean {
  const own = variablesOf(layer);
  return (
    given?.weights.length === own.length &&
    own.every(({ shape }, index) => shape.join() === given.weights[index]?.shape.join())
  );
}

function variablesOf(layer: Layer): Variable[] {
  return layer.weights.map((weight) => weight.read() as Variable);
}

function countOf(layer: Layer): number {
  return variablesOf(layer).reduce((sum, { size }) => sum + size, 0);
}
