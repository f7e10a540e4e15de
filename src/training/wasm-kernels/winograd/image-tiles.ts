import { advance, forEach, i32, ifThen, v128, whileLoop } from '../code/instructions.ts';
import { overFloats } from '../code/over-floats.ts';
import { type Allot, type Code, routine, type Variable, type Variables } from '../code/routine.ts';
import { matrixBytes, overTiles, type TilePlace, tileParameters } from './tiles.ts';
import { alongBoth, imageTransform } from './transforms.ts';

/** Pixels of a tile under the filter, along each side. */
const windowSide = 4;

const parameters = { ...tileParameters, to: 'i32', patch: 'i32' } as const;

type Name = keyof typeof parameters;

/**
 * Transforms the pixels under each tile, zeros in the padding: entry e of tile t is row t of the matrix e at `to`, of
 * `channels`, a multiple of four. `patch` is memory for 16 pixels.
 */
export const imageTiles = routine('image-tiles', parameters, (p, allot) => {
  const [source, rowBytes, channelBytes] = [allot('i32'), allot('i32'), allot('i32')];
  return [
    channelBytes.set(i32.mul(p.channels, i32.const(4))),
    overTiles(p, allot, (place) => [
      ifThen(
        isWhole(p, place),
        [source.set(place.pixel), rowBytes.set(i32.mul(p.width, channelBytes))],
        [
          copyPatch(p, place, channelBytes, allot),
          [source.set(p.patch), rowBytes.set(i32.mul(channelBytes, i32.const(windowSide)))],
        ],
      ),
      transformed(p, { source, rowBytes, channelBytes }, allot),
    ]),
  ];
});

/** Whether all pixels under the filter are in the image. */
function isWhole({ height, width }: Variables<Name>, { row, column }: TilePlace): Code {
  const isIn = (start: Code, length: Code) =>
    i32.and(i32.ge(start, i32.const(0)), i32.ge(length, i32.add(start, i32.const(windowSide))));
  return i32.and(isIn(row, height), isIn(column, width));
}

function copyPatch(
  p: Variables<Name>,
  { row, column, pixel }: TilePlace,
  channelBytes: Variable,
  allot: Allot,
): Code {
  const [to, y, x] = [allot('i32'), allot('i32'), allot('i32')];
  const [count, from] = [allot('i32'), allot('i32')];
  const isInside = i32.and(i32.below(i32.add(row, y), p.height), i32.below(i32.add(column, x), p.width));
  const offset = i32.mul(i32.add(i32.mul(y, p.width), x), channelBytes);
  return [
    to.set(p.patch),
    forEach(y, i32.const(windowSide), [
      forEach(x, i32.const(windowSide), [
        [count.set(p.channels), from.set(i32.add(pixel, offset))],
        ifThen(
          isInside,
          overFloats(count, [to, from], ({ load, store }) => store(to, load(from))),
          overFloats(count, [to], ({ store }) => store(to, v128.zero)),
        ),
      ]),
    ]),
  ];
}

function transformed(
  { to, channels }: Variables<Name>,
  { source, rowBytes, channelBytes }: Readonly<Record<'source' | 'rowBytes' | 'channelBytes', Variable>>,
  allot: Allot,
): Code {
  const left = allot('i32');
  const lines = Array.from({ length: windowSide }, () => allot('i32'));
  const at = (row: number, column: number) =>
    i32.add(lines[row] as Variable, i32.mul(channelBytes, i32.const(column)));
  return [
    left.set(channels),
    lines.map((line, row) => line.set(i32.add(source, i32.mul(rowBytes, i32.const(row))))),
    whileLoop(i32.gt(left, i32.const(0)), [
      alongBoth(imageTransform, windowSide, allot, {
        load: (row, column) => v128.load(at(row, column)),
        store: (row, column, value) => v128.store(to, value, (windowSide * row + column) * matrixBytes),
      }),
      [...lines, to].map((pointer) => advance(pointer, i32.const(16))),
      advance(left, i32.const(-4)),
    ]),
  ];
}
