import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import type { Tf } from '../tensorflow.ts';
import { productOf, scaled, sumOf } from './stock-parts.ts';

/** 1 / (2 · terms)!, with alternating signs: the series of 1 − cos u divided by u², in u². */
const coefficients = [1 / 2, -1 / 24, 1 / 720, -1 / 40320, 1 / 3628800, -1 / 479001600];

/**
 * cos(angle), composed of stock layers, none of which is periodic: 1 − cos of a small part of the angle by its series,
 * doubled by 1 − cos 2u = 2v (2 − v), v = 1 − cos u, which keeps v's relative error. `largest` is the largest absolute
 * angle: beyond it the result is wrong.
 */
export function stockCosine(tf: Tf, angle: SymbolicTensor, largest: number): SymbolicTensor {
  const doublings = Math.max(0, Math.ceil(Math.log2(largest / (Math.PI / 2))));
  const part = scaled(tf, angle, 2 ** -doublings);
  const square = squareOf(tf, part);
  const [last = 0, ...earlier] = coefficients.toReversed();
  const series = earlier.reduce<SymbolicTensor>(
    (sum, coefficient) => scaled(tf, productOf(tf, sum, square), 1, coefficient),
    scaled(tf, square, 0, last),
  );
  let versine = productOf(tf, series, square);
  for (let doubling = 0; doubling < doublings; doubling++) {
    const squared = squareOf(tf, versine);
    versine = sumOf(tf, scaled(tf, versine, 4), scaled(tf, squared, -2));
  }
  return scaled(tf, versine, -1, 1);
}

/** A copy is one factor: TensorFlow.js frees a value that enters a layer twice before the second use. */
function squareOf(tf: Tf, value: SymbolicTensor): SymbolicTensor {
  return productOf(tf, value, scaled(tf, value, 1));
}
