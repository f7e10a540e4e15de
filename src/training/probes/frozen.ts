import { type Layer, layersOf, partsOf } from '../model-layers.ts';
import type { LayersModel } from '../tensorflow.ts';
import { sizeOf } from '../wasm-kernels/shape.ts';

/** A layer with learnable weights that are withheld from the optimizer. */
export interface FrozenLayer {
  /** The layer's own name, then the names of the models that contain it. */
  readonly names: readonly string[];
  readonly weights: number;
}

/**
 * Layers with `trainable` switched off. Weights that never learn, such as the moving averages of a batch normalisation,
 * are left out. Changes the model: everything is trainable afterwards.
 */
export function frozenLayers(model: LayersModel): FrozenLayer[] {
  const learning = new Set(model.trainableWeights.map(({ id }) => id));
  model.trainable = true;
  for (const part of layersOf(model).flatMap(partsOf)) (part as { trainable: boolean }).trainable = true;
  return withNames(model).flatMap(({ layer, names }) => {
    const still = layer.trainableWeights.filter(({ id }) => !learning.has(id));
    const weights = still.reduce((sum, { shape }) => sum + sizeOf(shape as number[]), 0);
    return still.length === 0 ? [] : [{ names, weights }];
  });
}

function withNames(model: LayersModel, around: readonly string[] = []): { layer: Layer; names: string[] }[] {
  return model.layers.flatMap((layer) => {
    const names = [layer.name, ...around];
    return 'layers' in layer ? withNames(layer as LayersModel, names) : [{ layer, names }];
  });
}
