import { isOwnLayer } from '../layers/own-layer.ts';
import { layersOf } from '../model-layers.ts';
import type { LayersModel } from '../tensorflow.ts';

/** The filters of the first layer with a kernel. */
export interface Filters {
  readonly layer: string;
  /** Shape of a filter: [height, width, channels] for images, [window, inputs] for 1-D convolutions, else [inputs]. */
  readonly shape: readonly number[];
  /** One filter per unit, row-major in that shape. */
  readonly filters: readonly Float32Array[];
}

/**
 * The kernel of the first layer that has one, split into one filter per unit. Filters of a dense layer on flattened
 * images get the images' shape. Returns undefined if no layer has a kernel.
 */
export function firstLayerFilters(model: LayersModel): Filters | undefined {
  for (const layer of layersOf(model)) {
    // Its kernel combines no inputs: each number has one of its own.
    if (isOwnLayer(layer)) continue;
    const kernel = layer.weights.find(({ name }) => /kernel/i.test(name));
    if (kernel === undefined || kernel.shape.length < 2) continue;
    const shape = kernel.shape as number[];
    // A depthwise kernel is [height, width, channels, multiplier]: one unit per multiplier.
    const units = shape.at(-1) as number;
    const values = kernel.read().dataSync();
    const size = values.length / units;
    const filters = Array.from({ length: units }, (_, unit) =>
      Float32Array.from({ length: size }, (_, index) => values[index * units + unit] as number),
    );
    return { layer: layer.name, shape: filterShape(shape.slice(0, -1), model), filters };
  }
  return undefined;
}

/** A dense kernel on flattened images gets the images' shape. */
function filterShape(shape: readonly number[], model: LayersModel): readonly number[] {
  const [, ...entering] = (model.inputs[0]?.shape ?? []) as (number | null)[];
  const picture = entering.filter((length) => length !== null);
  const isFlattened = shape.length === 1 && picture.length === 3 && entering.length === 3;
  return isFlattened && product(picture) === shape[0] ? picture : shape;
}

function product(lengths: readonly number[]): number {
  return lengths.reduce((result, length) => result * length, 1);
}
