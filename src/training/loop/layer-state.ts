import { layersOf } from '../model-layers.ts';
import type { LayersModel, Tensor } from '../tensorflow.ts';

/** The state of layers that is not in their weights, as far as it can be seen from outside. */
export interface LayerState {
  /** Whether a layer has counted its calls, set a flag, or keeps a tensor between batches. */
  hasChanged(): boolean;
}

/**
 * Compares the layers' own numbers, texts, flags and tensors with those of now. Private fields and nested objects cannot
 * be compared.
 */
export function watchLayerState(model: LayersModel): LayerState {
  const layers = layersOf(model);
  const before = layers.map(fieldsOf);
  return {
    hasChanged: () => layers.some((layer, index) => layer.stateful || fieldsOf(layer) !== before[index]),
  };
}

function fieldsOf(layer: object): string {
  return Object.entries(layer)
    .map(([name, value]) => [name, shownValue(value)])
    .filter(([, shown]) => shown !== undefined)
    .join('\n');
}

/** A field that is null counts as absent. */
function shownValue(value: unknown): string | undefined {
  if (value === null || value === undefined || typeof value === 'function') return undefined;
  if (typeof value !== 'object') return String(value);
  return 'dataId' in value ? `tensor ${(value as Tensor).id}` : undefined;
}
