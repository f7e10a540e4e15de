import { layersOf } from '../model-layers.ts';
import type { LayersModel } from '../tensorflow.ts';

/** What each unit of the first layer with a kernel looks for. */
export interface Filters {
  readonly layer: string;
  /** [height, width, channels] of filters that are pictures; [inputs], or [window, inputs] of filters along a line. */
  readonly shape: readonly number[];
  /** One a unit, row-major in that shape. */
  readonly filters: readonly Float32Array[];
}

/**
 * The kernel of the first layer that has one, a filter a unit. A dense layer on flattened pictures has filters of their
 * shape. Undefined where no layer has a kernel.
 */
export function firstLayerFilters(model: LayersModel): Filters | undefined {
  for (const layer of layersOf(model)) {
    const kernel = layer.weights.find(({ name }) => /kernel/i.test(name));
    if (kernel === undefined || kernel.shape.length < 2) continue;
    const shape = kernel.shape as number[];
    // Depthwise kernels are [height, width, channels, multiplier]: each channel has filters of its own.
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

/** A dense kernel on flattened pictures takes their shape back. */
function filterShape(shape: readonly number[], model: LayersModel): readonly number[] {
  const [, ...entering] = (model.inputs[0]?.shape ?? []) as (number | null)[];
  const picture = entering.filter((length) => length !== null);
  const isFlattened = shape.length === 1 && picture.length === 3 && entering.length === 3;
  return isFlattened && product(picture) === shape[0] ? picture : shape;
}

function product(lengths: readonly number[]): number {
  return lengths.reduce((result, length) => result * length, 1);
}
