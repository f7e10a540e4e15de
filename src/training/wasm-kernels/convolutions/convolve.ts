import { fill } from '../elementwise/fill.ts';
import { type Machine, patchFloats } from '../machine.ts';
import { multiply } from '../products/multiply.ts';
import { sizeOf } from '../shape.ts';
import { fold, unfold, unfoldLines } from './unfold.ts';
import { type WindowInfo, windowOf } from './window.ts';

/** A convolution as matrices: Y [positions, outChannels] = patches(X) [positions, taps] · W [taps, outChannels]. */
export interface Matrices {
  readonly info: WindowInfo;
  readonly positions: number;
  readonly taps: number;
  /** Whether the filter is one pixel with stride 1, so that the patches are the image itself. */
  readonly isPointwise: boolean;
}

export function matricesOf(info: WindowInfo): Matrices {
  const { batchSize, outHeight, outWidth, filterHeight, filterWidth, inChannels, inHeight, inWidth } = info;
  const isSamePlace = outHeight === inHeight && outWidth === inWidth;
  const isPixel = filterHeight * filterWidth * info.strideHeight * info.strideWidth === 1;
  const isPointwise = isPixel && isSamePlace && info.padInfo.top === 0 && info.padInfo.left === 0;
  const taps = filterHeight * filterWidth * inChannels;
  return { info, positions: batchSize * outHeight * outWidth, taps, isPointwise };
}

/** A block of patches(X) or of its transpose. */
interface Patches {
  readonly first: number;
  readonly count: number;
  readonly address: number;
  readonly isTransposed: boolean;
}

/** Unfolds patches in blocks of positions that stay in the second-level cache until they are multiplied. */
function forPatches(machine: Machine, matrices: Matrices, x: number, work: (patches: Patches) => void): void {
  const { info, positions, taps } = matrices;
  if (matrices.isPointwise) {
    work({ first: 0, count: positions, address: x, isTransposed: false });
    return;
  }
  const { outWidth, strideWidth, inChannels } = info;
  const operands = { x, patches: machine.patches(taps), ...windowOf(info) };
  const rows = Math.max(1, Math.floor(patchFloats / taps));
  const isTransposed = inChannels === 1 && strideWidth === 1 && rows >= outWidth;
  const step = isTransposed ? rows - (rows % outWidth) : rows;
  for (let first = 0; first < positions; first += step) {
    const count = Math.min(step, positions - first);
    machine.run(isTransposed ? unfoldLines : unfold, { ...operands, first, count });
    work({ first, count, address: operands.patches, isTransposed });
  }
}

export interface Forward {
  readonly x: number;
  readonly filter: number;
  readonly y: number;
  readonly bias: number | undefined;
  readonly range: readonly [number, number];
}

/** Y = clamp(patches(X) · W + bias). */
export function convolve(machine: Machine, matrices: Matrices, { x, filter, y, bias, range }: Forward): void {
  const columns = matrices.info.outChannels;
  forPatches(machine, matrices, x, ({ first, count, address, isTransposed }) => {
    multiply(machine, {
      a: address,
      transposeA: isTransposed,
      b: filter,
      transposeB: false,
      c: y + 4 * first * columns,
      rows: count,
      columns,
      depth: matrices.taps,
      bias,
      range,
    });
  });
}

/** dW = patches(X)ᵀ · dY, summed over the blocks of positions. */
export function filterGradient(
  machine: Machine,
  matrices: Matrices,
  [x, dy, dw]: readonly [number, number, number],
): void {
  const columns = matrices.info.outChannels;
  forPatches(machine, matrices, x, ({ first, count, address, isTransposed }) => {
    multiply(machine, {
      a: address,
      transposeA: !isTransposed,
      b: dy + 4 * first * columns,
      transposeB: false,
      c: dw,
      rows: matrices.taps,
      columns,
      depth: count,
      accumulates: first > 0,
    });
  });
}

/** dX: for each pixel, the sum of dY · Wᵀ over the patches that contain it. */
export function inputGradient(
  machine: Machine,
  { info, positions, taps, isPointwise }: Matrices,
  [dy, filter, dx]: readonly [number, number, number],
): void {
  const depth = info.outChannels;
  const product = { transposeA: false, b: filter, transposeB: true, columns: taps, depth };
  if (isPointwise) {
    multiply(machine, { ...product, a: dy, c: dx, rows: positions });
    return;
  }
  const operands = { x: dx, patches: machine.patches(taps), ...windowOf(info) };
  const rows = Math.max(1, Math.floor(patchFloats / taps));
  machine.run(fill, { to: dx, count: sizeOf(info.inShape), value: 0 });
  for (let first = 0; first < positions; first += rows) {
    const count = Math.min(rows, positions - first);
    multiply(machine, { ...product, a: dy + 4 * first * depth, c: operands.patches, rows: count });
    machine.run(fold, { ...operands, first, count });
  }
}
