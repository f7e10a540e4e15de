import type { LayersModel, Tf } from '../tensorflow.ts';

type ModelJson = Parameters<Tf['models']['modelFromJSON']>[0];

/** A place in a functional model's graph: the layer's name first. */
type Reference = readonly [string, ...unknown[]];

/** A layer, or a model, as `model.toJSON` writes it; only what is read here. */
interface LayerJson {
  readonly class_name: string;
  readonly name?: string;
  readonly config: {
    readonly name: string;
    readonly layers?: readonly LayerJson[];
    readonly input_layers?: readonly Reference[];
    readonly output_layers?: readonly Reference[];
    /** How many whole numbers an Embedding or a CategoryEncoding takes. */
    readonly input_dim?: number;
    readonly num_tokens?: number;
  };
  readonly inbound_nodes?: readonly (readonly Reference[])[];
}

/** The classes of layer that TensorFlow.js can read back now; ask before a module of the user's adds its own. */
export function knownClasses(tf: Tf): ReadonlySet<string> {
  return new Set(Object.keys(tf.serialization.SerializationMap.getMap().classNameMap));
}

/** "layer of class": the layers whose class is none of `known`, which only the user's own code can read. */
export function unknownLayers(model: LayersModel, known: ReadonlySet<string>): string[] {
  return leavesOf(jsonOf(model))
    .filter((layer) => !known.has(layer.class_name))
    .map((layer) => `${layer.config.name} of class ${layer.class_name}`);
}

/** Below this a whole number is one that all layers of the models know, undefined where none takes such numbers. */
export function smallestVocabulary(models: readonly LayersModel[]): number | undefined {
  const sizes = models
    .flatMap((model) => leavesOf(jsonOf(model)))
    .filter((layer) => ['Embedding', 'CategoryEncoding'].includes(layer.class_name))
    .flatMap(({ config }) => config.input_dim ?? config.num_tokens ?? []);
  return sizes.length === 0 ? undefined : Math.min(...sizes);
}

/**
 * A second model of the same layers and weights, each layer's name behind `prefix`: layers of models that become one
 * need names of their own. It ends in logits, as the given one does, whose last softmax may only be switched off.
 */
export async function copyModel(tf: Tf, model: LayersModel, prefix: string): Promise<LayersModel> {
  const modelTopology = withoutSoftmax(renamed(jsonOf(model), prefix));
  // JSON all the way down, which its own type only has other words for.
  const copy = await tf.models.modelFromJSON({ modelTopology } as unknown as ModelJson);
  copy.setWeights(model.getWeights());
  return copy;
}

/** The layers that are no models. */
function leavesOf(layer: LayerJson): LayerJson[] {
  return layer.config.layers?.flatMap(leavesOf) ?? [layer];
}

function jsonOf(model: LayersModel): LayerJson {
  return model.toJSON(null, false) as unknown as LayerJson;
}

function renamed(layer: LayerJson, prefix: string): LayerJson {
  const refer = ([name, ...rest]: Reference): Reference => [prefix + name, ...rest];
  const { config, name, inbound_nodes: nodes } = layer;
  const { layers, input_layers: inputs, output_layers: outputs } = config;
  return {
    ...layer,
    ...(name === undefined ? {} : { name: prefix + name }),
    ...(nodes && { inbound_nodes: nodes.map((node) => node.map(refer)) }),
    config: {
      ...config,
      name: prefix + config.name,
      ...(layers && { layers: layers.map((each) => renamed(each, prefix)) }),
      ...(inputs && { input_layers: inputs.map(refer) }),
      ...(outputs && { output_layers: outputs.map(refer) }),
    },
  };
}

/** A Softmax layer at the end becomes one that does nothing; as an activation of another layer it is gone already. */
function withoutSoftmax(layer: LayerJson): LayerJson {
  const { config } = layer;
  const { layers } = config;
  const last = layers?.at(-1);
  if (layers !== undefined && last !== undefined) {
    return { ...layer, config: { ...config, layers: [...layers.slice(0, -1), withoutSoftmax(last)] } };
  }
  if (layer.class_name !== 'Softmax') return layer;
  const idle = { name: config.name, activation: 'linear', trainable: true };
  return { ...layer, class_name: 'Activation', config: idle };
}
