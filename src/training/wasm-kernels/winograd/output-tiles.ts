import { advance, f32x4, i32, v128, whileLoop } from '../code/instructions.ts';
import { routine, type Variable } from '../code/routine.ts';
import { panelRowBytes } from '../gemm/tile.ts';
import { matrixBytes, overTiles, pixelsOf, tileParameters, tileSide } from './tiles.ts';
import { alongBoth, outputGradientTransform, outputTransform } from './transforms.ts';

const entrySide = 4;

/**
 * Makes each tile's 2 × 2 outputs: clamp(bias + the transform of its entries, lower, upper). Entry e of tile t is row t of
 * the matrix e at `from`. Without a bias, `bias` has four zeros and `biasStep` is 0, else 16. `waste` takes what is
 * beyond the image.
 */
export const outputTiles = routine(
  'output-tiles',
  { ...tileParameters, from: 'i32', bias: 'i32', biasStep: 'i32', lower: 'f32', upper: 'f32', waste: 'i32' },
  ({ from, bias, biasStep, waste, ...p }, allot) => {
    const [low, high] = [allot('v128'), allot('v128')];
    const [start, added] = [allot('i32'), allot('v128')];
    const pixels = Array.from({ length: tileSide ** 2 }, () => allot('i32'));
    const left = allot('i32');
    const { add, atLeast, atMost } = f32x4;
    return [
      [low.set(f32x4.splat(p.lower)), high.set(f32x4.splat(p.upper))],
      overTiles(p, allot, (place) => [
        pixelsOf(p, place, waste).map((address, index) => (pixels[index] as Variable).set(address)),
        [left.set(p.channels), start.set(bias)],
        whileLoop(i32.gt(left, i32.const(0)), [
          added.set(v128.load(start)),
          alongBoth(outputTransform, entrySide, allot, {
            load: (row, column) => v128.load(from, (entrySide * row + column) * matrixBytes),
            store: (row, column, value) =>
              v128.store(
                pixels[tileSide * row + column] as Variable,
                atMost(atLeast(add(value, added), low), high),
              ),
          }),
          [...pixels, from].map((pointer) => advance(pointer, i32.const(16))),
          [advance(start, biasStep), advance(left, i32.const(-4))],
        ]),
      ]),
    ];
  },
);

/**
 * Transforms the gradients of each tile's 2 × 2 outputs, zeros beyond the image: the matrix of each entry has a row a
 * tile and is packed in panels of eight of the `channels`, a multiple of eight. `zeros` are `channels` of them.
 */
export const outputGradientTiles = routine(
  'output-gradient-tiles',
  { ...tileParameters, to: 'i32', zeros: 'i32' },
  ({ to, zeros, ...p }, allot) => {
    const pixels = Array.from({ length: tileSide ** 2 }, () => allot('i32'));
    const [left, panel] = [allot('i32'), allot('i32')];
    const ofHalf = (offset: number) =>
      alongBoth(outputGradientTransform, tileSide, allot, {
        load: (row, column) => v128.load(pixels[tileSide * row + column] as Variable, offset),
        store: (row, column, value) =>
          v128.store(panel, value, (entrySide * row + column) * matrixBytes + offset),
      });
    return overTiles(p, allot, (place) => [
      pixelsOf(p, place, zeros).map((address, index) => (pixels[index] as Variable).set(address)),
      [left.set(p.channels), panel.set(to)],
      whileLoop(i32.gt(left, i32.const(0)), [
        [ofHalf(0), ofHalf(16)],
        pixels.map((pixel) => advance(pixel, i32.const(panelRowBytes))),
        [advance(panel, i32.mul(p.count, i32.const(panelRowBytes))), advance(left, i32.const(-8))],
      ]),
      advance(to, i32.const(panelRowBytes)),
    ]);
  },
);
