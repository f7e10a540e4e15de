import type { Tf } from '../tensorflow.ts';
import { type OwnLayer, ownLayer } from './own-layer.ts';
import { fixedDense, reshaped, sparseKernel } from './stock-parts.ts';

/** Takes some of the inputs: [inputs] → [places.length]. */
export function columnsLayer(tf: Tf, name: string, inputs: number, places: readonly number[]): OwnLayer {
  const kernel = selectionKernel(inputs, places);
  return ownLayer(tf, name, {
    className: 'Columns',
    config: { places },
    weights: {},
    shape: () => [places.length],
    // A product, not a gather: that would be one call for each row.
    call: (x) => tf.matMul(x as never, tf.tensor2d(kernel.map((row) => Array.from(row)))),
    stock: (x) => fixedDense(tf, kernel).apply(x) as never,
  });
}

/**
 * Takes some of the inputs of a model that predicts: [inputs] → [places.length]. A gather, since the product of
 * `columnsLayer` is slow for the many inputs of texts; a training has only the inputs that it uses.
 */
export function selectionLayer(tf: Tf, name: string, inputs: number, places: readonly number[]): OwnLayer {
  return ownLayer(tf, name, {
    className: 'Selection',
    config: { places },
    weights: {},
    shape: () => [places.length],
    call: (x) => tf.gather(x, tf.tensor1d([...places], 'int32'), 1),
    stock: (x) => fixedDense(tf, selectionKernel(inputs, places)).apply(x) as never,
  });
}

/** Takes adjacent inputs: [inputs] → [width]. */
export function rangeLayer(tf: Tf, name: string, inputs: number, range: InputRange): OwnLayer {
  const { start, width } = range;
  return ownLayer(tf, name, {
    className: 'Range',
    config: { ...range },
    weights: {},
    shape: () => [width],
    call: (x) => tf.slice(x, [0, start], [-1, width]),
    stock(x) {
      const cropping: [[number, number], [number, number]] = [
        [start, inputs - start - width],
        [0, 0],
      ];
      const layer = tf.layers.cropping2D({ cropping });
      return reshaped(tf, layer.apply(reshaped(tf, x, inputs, 1, 1)) as never, width);
    },
  });
}

/** Adjacent inputs of a row. */
export interface InputRange {
  readonly start: number;
  readonly width: number;
}

/** The fixed kernel [inputs][places.length] that takes the inputs at these places. */
export function selectionKernel(inputs: number, places: readonly number[]): Float32Array[] {
  return sparseKernel(
    inputs,
    places.length,
    places.map((place, output) => [place, output, 1] as const),
  );
}

/**
 * Smooth clipping, x / √(1 + (x / bound)²): nearly x for small x, and between −bound and bound for all
 * (Holzmüller et al. 2024).
 */
export function smoothClipLayer(tf: Tf, name: string, bound: number): OwnLayer {
  return ownLayer(tf, name, {
    className: 'SmoothClip',
    config: { bound },
    weights: {},
    shape: (row) => row,
    call: (x) => tf.div(x, tf.sqrt(tf.add(tf.mul(tf.square(x), bound ** -2), 1))),
    stock(x) {
      // The layer normalisation of (x, −x, bound, −bound) divides by its deviation, √((x² + bound²) / 2).
      const [, width] = x.shape as [null, number];
      const four = fixedDense(tf, [[1, -1, 0, 0]], { bias: [0, 0, bound, -bound] });
      const norm = tf.layers.layerNormalization({ center: false, scale: false, epsilon: 1e-12 });
      const first = fixedDense(tf, [[bound / Math.SQRT2], [0], [0], [0]]);
      const columns = reshaped(tf, x, width, 1);
      return reshaped(tf, first.apply(norm.apply(four.apply(columns))) as never, width);
    },
  });
}
