import { advance, choose, forEach, i32, ifThen } from '../code/instructions.ts';
import type { Allot, Code, Variable, Variables } from '../code/routine.ts';

/** A tile is 2 × 2 outputs, of 4 × 4 pixels under a filter of 3 × 3. */
export const tileSide = 2;
/** Entries of a transformed tile; each of them has a matrix of its own. */
export const entries = 16;
/** Channels of a block's tiles: a matrix is at most this large, so that all of them stay in a second-level cache. */
export const matrixFloats = 4096;
/** From a matrix to the next. Without the sixteen floats between them, all would share a few sets of the first-level cache. */
export const matrixBytes = 4 * (matrixFloats + 16);
export const matricesBytes = entries * matrixBytes;
export const mostChannels = 512;

/** Images in tiles, and a range of these, counted over the whole batch. */
export const tileParameters = {
  first: 'i32',
  count: 'i32',
  tilesDown: 'i32',
  tilesAcross: 'i32',
  image: 'i32',
  height: 'i32',
  width: 'i32',
  channels: 'i32',
  padTop: 'i32',
  padLeft: 'i32',
} as const;

/** The top left pixel of a tile, which may be outside the image: its row, column and address. */
export type TilePlace = Readonly<Record<'row' | 'column' | 'pixel', Variable>>;

/** Visits the tiles one after the other. */
export function overTiles(
  p: Variables<keyof typeof tileParameters>,
  allot: Allot,
  body: (place: TilePlace) => Code,
): Code {
  const [across, down, image] = [allot('i32'), allot('i32'), allot('i32')];
  const place = { row: allot('i32'), column: allot('i32'), pixel: allot('i32') };
  const line = i32.div(p.first, p.tilesAcross);
  const imageFloats = i32.mul(p.height, p.width, p.channels);
  const floatBytes = i32.const(4);
  return [
    across.set(i32.rem(p.first, p.tilesAcross)),
    down.set(i32.rem(line, p.tilesDown)),
    image.set(i32.add(p.image, i32.mul(i32.div(line, p.tilesDown), imageFloats, floatBytes))),
    forEach(allot('i32'), p.count, [
      place.row.set(i32.sub(i32.mul(down, i32.const(tileSide)), p.padTop)),
      place.column.set(i32.sub(i32.mul(across, i32.const(tileSide)), p.padLeft)),
      place.pixel.set(i32.add(i32.mul(place.row, p.width), place.column)),
      place.pixel.set(i32.add(image, i32.mul(place.pixel, p.channels, floatBytes))),
      body(place),
      advance(across, i32.const(1)),
      ifThen(i32.eq(across, p.tilesAcross), [across.set(i32.const(0)), advance(down, i32.const(1))]),
      ifThen(i32.eq(down, p.tilesDown), [
        down.set(i32.const(0)),
        advance(image, i32.mul(imageFloats, floatBytes)),
      ]),
    ]),
  ];
}

/** The addresses of a tile's 2 × 2 pixels, `otherwise` for those beyond the image. */
export function pixelsOf(
  { height, width, channels }: Variables<'height' | 'width' | 'channels'>,
  { row, column, pixel }: TilePlace,
  otherwise: Code,
): Code[] {
  const channelBytes = i32.mul(channels, i32.const(4));
  return [0, 1].flatMap((down) =>
    [0, 1].map((across) => {
      const address = i32.add(
        pixel,
        i32.mul(i32.add(i32.mul(width, i32.const(down)), i32.const(across)), channelBytes),
      );
      const isInside = i32.and(
        i32.lt(i32.add(row, i32.const(down)), height),
        i32.lt(i32.add(column, i32.const(across)), width),
      );
      return choose(isInside, address, otherwise);
    }),
  );
}
