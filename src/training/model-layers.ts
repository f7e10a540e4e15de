import type { LayersModel } from './tensorflow.ts';

export type Layer = LayersModel['layers'][number];

/** The layers of a model in its own order, with nested models flattened. */
export function layersOf(model: LayersModel): Layer[] {
  return model.layers.flatMap((layer) => ('layers' in layer ? layersOf(layer as LayersModel) : [layer]));
}
