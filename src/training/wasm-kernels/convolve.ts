import type { backend_util } from '@tensorflow/tfjs';
import { fill } from './fill.ts';
import { type Machine, patchFloats } from './machine.ts';
import { multiply } from './multiply.ts';
import { sizeOf } from './shape.ts';
import { fold, unfold } from './unfold.ts';

export type ConvolutionInfo = backend_util.Conv2DInfo;

/** A convolution as matrices: Y [positions × outChannels] = patches(X) [positions × taps] · W [taps × outChannels]. */
export interface Matrices {
  readonly info: ConvolutionInfo;
  readonly positions: number;
  readonly taps: number;
  /** The patches are the image as it stands: a filter of one pixel at every pixel. */
  readonly isPointwise: boolean;
}

export function matricesOf(info: ConvolutionInfo): Matrices {
  const { batchSize, outHeight, outWidth, filterHeight, filterWidth, inChannels, inHeight, inWidth } = info;
  const isSamePlace = outHeight === inHeight && outWidth === inWidth;
  const isPixel = filterHeight * filterWidth * info.strideHeight * info.strideWidth === 1;
  const isPointwise = isPixel && isSamePlace && info.padInfo.top === 0 && info.padInfo.left === 0;
  const taps = filterHeight * filterWidth * inChannels;
  return { info, positions: batchSize * outHeight * outWidth, taps, isPointwise };
}

function geometry({
  inHeight,
  inWidth,
  inChannels,
  filterHeight,
  filterWidth,
  padInfo,
  ...info
}: ConvolutionInfo) {
  const { outHeight, outWidth, strideHeight, strideWidth, dilationHeight, dilationWidth } = info;
  return {
    ...{ inHeight, inWidth, channels: inChannels, filterHeight, filterWidth, outHeight, outWidth },
    ...{
      strideHeight,
      strideWidth,
      dilationHeight,
      dilationWidth,
      padTop: padInfo.top,
      padLeft: padInfo.left,
    },
  };
}

/** Some positions at a time, so that their patches stay in the second-level cache. */
function forBlocks({ positions, taps }: Matrices, work: (first: number, count: number) => void): void {
  const rows = Math.max(1, Math.floor(patchFloats / taps));
  for (let first = 0; first < positions; first += rows) work(first, Math.min(rows, positions - first));
}

export interface Forward {
  readonly x: number;
  readonly filter: number;
  readonly y: number;
  readonly bias: number | undefined;
  readonly range: readonly [number, number];
}

/** Y = clamp(patches(X) · W + bias). */
export function convolve(machine: Machine, matrices: Matrices, { x, filter, y, ...ends }: Forward): void {
  const { info, taps } = matrices;
  const columns = info.outChannels;
  const product = { b: filter, transposeA: false, transposeB: false, columns, depth: taps, ...ends };
  if (matrices.isPointwise) return multiply(machine, { ...product, a: x, c: y, rows: matrices.positions });
  const patches = machine.patches(taps);
  forBlocks(matrices, (first, rows) => {
    machine.run(unfold, { x, patches, first, count: rows, ...geometry(info) });
    multiply(machine, { ...product, a: patches, c: y + 4 * first * columns, rows });
  });
}

/** dW = patches(X)ᵀ · dY, summed over the blocks of positions. */
export function filterGradient(
  machine: Machine,
  matrices: Matrices,
  [x, dy, dw]: readonly [number, number, number],
): void {
  const { info, positions, taps } = matrices;
  const columns = info.outChannels;
  const product = { transposeA: true, transposeB: false, c: dw, rows: taps, columns };
  if (matrices.isPointwise) return multiply(machine, { ...product, a: x, b: dy, depth: positions });
  const patches = machine.patches(taps);
  forBlocks(matrices, (first, depth) => {
    machine.run(unfold, { x, patches, first, count: depth, ...geometry(info) });
    const b = dy + 4 * first * columns;
    multiply(machine, { ...product, a: patches, b, depth, accumulates: first > 0 });
  });
}

/** dX = the pixels' sums over patches of dY · Wᵀ. */
export function inputGradient(
  machine: Machine,
  matrices: Matrices,
  [dy, filter, dx]: readonly [number, number, number],
): void {
  const { info, positions, taps } = matrices;
  const depth = info.outChannels;
  const product = { transposeA: false, b: filter, transposeB: true, columns: taps, depth };
  if (matrices.isPointwise) return multiply(machine, { ...product, a: dy, c: dx, rows: positions });
  const patches = machine.patches(taps);
  machine.run(fill, { to: dx, count: sizeOf(info.inShape), value: 0 });
  forBlocks(matrices, (first, rows) => {
    multiply(machine, { ...product, a: dy + 4 * first * depth, c: patches, rows });
    machine.run(fold, { x: dx, patches, first, count: rows, ...geometry(info) });
  });
}
