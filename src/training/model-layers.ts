import type { LayersModel } from './tensorflow.ts';

export type Layer = LayersModel['layers'][number];

/** The layers of a model in its own order, with nested models flattened. */
export function layersOf(model: LayersModel): Layer[] {
  return model.layers.flatMap((layer) => ('layers' in layer ? layersOf(layer as LayersModel) : [layer]));
}

/** The inner layers and cells of recurrent layers and of wrappers, which the types of TensorFlow.js leave out. */
interface Parts {
  readonly cell?: unknown;
  readonly cells?: readonly unknown[];
  readonly layer?: unknown;
  readonly forwardLayer?: unknown;
  readonly backwardLayer?: unknown;
}

/** A layer and all its inner layers and cells. */
export function partsOf(layer: unknown): object[] {
  if (typeof layer !== 'object' || layer === null) return [];
  const { cell, cells = [], layer: wrapped, forwardLayer, backwardLayer } = layer as Parts;
  return [layer, ...[cell, ...cells, wrapped, forwardLayer, backwardLayer].flatMap(partsOf)];
}
