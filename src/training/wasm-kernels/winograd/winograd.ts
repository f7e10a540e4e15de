import { divided } from '../code/division.ts';
import { advance, choose, f32, forEach, i32, minimum, v128, whileLoop } from '../code/instructions.ts';
import { type Code, call, routine, type Variable, type Variables } from '../code/routine.ts';
import { band } from '../gemm/gemm.ts';
import { imageTiles } from './image-tiles.ts';
import { outputGradientTiles, outputTiles } from './output-tiles.ts';
import { entries, matricesBytes, matrixBytes, mostChannels } from './tiles.ts';

const rowBytes = 4 * mostChannels;

/** Scratch memory: the matrices of the images' tiles and those of the outputs, a patch of pixels, a row, and a row of zeros. */
const [productsAt, patchAt] = [matricesBytes, 2 * matricesBytes];
const wasteAt = patchAt + 16 * rowBytes;
const zerosAt = wasteAt + rowBytes;
export const winogradScratchBytes = zerosAt + rowBytes;

/** The images, with `channels`, and the outputs, with `outChannels`; both numbers are multiples of eight. */
const shapeParameters = {
  height: 'i32',
  width: 'i32',
  channels: 'i32',
  padTop: 'i32',
  padLeft: 'i32',
  outHeight: 'i32',
  outWidth: 'i32',
  outChannels: 'i32',
  tilesDown: 'i32',
  tilesAcross: 'i32',
  /** Tiles whose entries are multiplied together. */
  block: 'i32',
  scratch: 'i32',
} as const;

type Shape = Variables<keyof typeof shapeParameters>;

const inScratch = ({ scratch }: Shape, offset: number) => i32.add(scratch, i32.const(offset));

const clearZeros = (shape: Shape, pointer: Variable, count: Variable): Code => [
  pointer.set(inScratch(shape, zerosAt)),
  forEach(
    count,
    i32.const(mostChannels),
    [v128.store(pointer, v128.zero), advance(pointer, i32.const(16))],
    4,
  ),
];

/** The range of tiles of a block. */
type Block = Readonly<Record<'first' | 'count', Variable>>;

const imageBlock = (shape: Shape, image: Variable, { first, count }: Block): Code =>
  call(imageTiles, {
    ...{ image, first, count, height: shape.height, width: shape.width, channels: shape.channels },
    ...{ padTop: shape.padTop, padLeft: shape.padLeft },
    ...{ tilesDown: shape.tilesDown, tilesAcross: shape.tilesAcross },
    ...{ to: shape.scratch, patch: inScratch(shape, patchAt) },
  });

const outputs = (shape: Shape, image: Variable, { first, count }: Block) => ({
  ...{ image, first, count, height: shape.outHeight, width: shape.outWidth, channels: shape.outChannels },
  ...{ padTop: i32.const(0), padLeft: i32.const(0) },
  ...{ tilesDown: shape.tilesDown, tilesAcross: shape.tilesAcross },
});

const unbounded = { lower: f32.const(-Infinity), upper: f32.const(Infinity) };

/**
 * Y = clamp(convolution of X with a filter of 3 × 3 + bias, lower, upper), of the tiles `first` to `first` + `count`, by
 * F(2 × 2, 3 × 3) of Winograd: 16 multiplications a tile where the sum over the filter's taps has 36. `panels` is the
 * filter, from `filterPanels`; `bias` are zeros, or a row, as `outputTiles` takes them.
 */
const convolution = routine(
  'winograd',
  {
    ...{ x: 'i32', panels: 'i32', y: 'i32', bias: 'i32', biasStep: 'i32', lower: 'f32', upper: 'f32' },
    ...{ first: 'i32', count: 'i32', ...shapeParameters },
  },
  ({ x, panels, y, bias, biasStep, lower, upper, first, count, ...shape }, allot) => {
    const [tiles, a, panel, c] = [allot('i32'), allot('i32'), allot('i32'), allot('i32')];
    const block = { first, count: tiles };
    const float = i32.const(4);
    const product = call(band, {
      ...{ a, aRow: i32.mul(shape.channels, float), aDepth: float },
      ...{ panel, depth: shape.channels, rows: tiles, columns: shape.outChannels },
      ...{ initial: inScratch(shape, zerosAt), initialRow: i32.const(0), initialColumn: i32.const(0) },
      ...{ c, cRow: i32.mul(shape.outChannels, float), beside: shape.scratch, ...unbounded },
    });
    return [
      clearZeros(shape, a, c),
      whileLoop(i32.gt(count, i32.const(0)), [
        tiles.set(minimum(count, shape.block)),
        imageBlock(shape, x, block),
        [a.set(shape.scratch), panel.set(panels), c.set(inScratch(shape, productsAt))],
        forEach(allot('i32'), i32.const(entries), [
          product,
          [advance(a, i32.const(matrixBytes)), advance(c, i32.const(matrixBytes))],
          advance(panel, i32.mul(shape.channels, shape.outChannels, float)),
        ]),
        call(outputTiles, {
          ...outputs(shape, y, block),
          ...{ from: inScratch(shape, productsAt), bias, biasStep, lower, upper },
          waste: inScratch(shape, wasteAt),
        }),
        [advance(first, tiles), advance(count, i32.sub(i32.const(0), tiles))],
      ]),
    ];
  },
);

/**
 * The gradients of the filter's entries, each summed over `groupTiles` tiles in their order: `count` groups from group
 * `first`, each 16 matrices [channels, out channels] behind one another from `products`.
 */
const filterGradient = routine(
  'winograd-filter-gradient',
  {
    ...{ x: 'i32', dy: 'i32', products: 'i32', first: 'i32', count: 'i32' },
    ...{ groupTiles: 'i32', tiles: 'i32', ...shapeParameters },
  },
  ({ x, dy, products, first, count, groupTiles, tiles, ...shape }, allot) => {
    const [tile, left, wide, isFirst] = [allot('i32'), allot('i32'), allot('i32'), allot('i32')];
    const [a, panel, c, group] = [allot('i32'), allot('i32'), allot('i32'), allot('i32')];
    const block = { first: tile, count: wide };
    const float = i32.const(4);
    const entryBytes = i32.mul(shape.channels, shape.outChannels, float);
    const outRow = i32.mul(shape.outChannels, float);
    const none = i32.const(0);
    const product = call(band, {
      ...{ a, aRow: float, aDepth: i32.mul(shape.channels, float) },
      ...{ panel, depth: wide, rows: shape.channels, columns: shape.outChannels },
      initial: choose(isFirst, inScratch(shape, zerosAt), c),
      initialRow: choose(isFirst, none, outRow),
      initialColumn: choose(isFirst, none, float),
      ...{ c, cRow: outRow, beside: shape.scratch, ...unbounded },
    });
    return [
      clearZeros(shape, a, c),
      advance(products, i32.mul(first, entryBytes, i32.const(entries))),
      tile.set(i32.mul(first, groupTiles)),
      forEach(group, count, [
        [left.set(minimum(groupTiles, i32.sub(tiles, tile))), isFirst.set(i32.const(1))],
        whileLoop(i32.gt(left, none), [
          wide.set(minimum(left, shape.block)),
          imageBlock(shape, x, block),
          call(outputGradientTiles, {
            ...outputs(shape, dy, block),
            ...{ to: inScratch(shape, productsAt), zeros: inScratch(shape, zerosAt) },
          }),
          [a.set(shape.scratch), panel.set(inScratch(shape, productsAt)), c.set(products)],
          forEach(allot('i32'), i32.const(entries), [
            product,
            [advance(a, i32.const(matrixBytes)), advance(panel, i32.const(matrixBytes))],
            advance(c, entryBytes),
          ]),
          [advance(tile, wide), advance(left, i32.sub(none, wide)), isFirst.set(none)],
        ]),
        advance(products, i32.mul(entryBytes, i32.const(entries))),
      ]),
    ];
  },
);

/** Threads share the tiles. */
export const winograd = divided(convolution, (value) => ({
  ...{ along: 'count', unit: 1, steps: { first: 1 } },
  work: entries * value('count') * value('channels') * value('outChannels'),
}));

/** Threads share the groups. */
export const winogradFilterGradient = divided(filterGradient, (value) => ({
  ...{ along: 'count', unit: 1, steps: { first: 1 } },
  work: entries * value('tiles') * value('channels') * value('outChannels'),
}));
