/** Pixels row by row, [height, width, channels]. */
export interface Raster {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly pixels: Float32Array;
}

/** A photo, upright, and whether its EXIF orientation turned or mirrored it. */
export interface DecodedPhoto {
  readonly raster: Raster;
  readonly isTurned: boolean;
}

const orientationTag = 0x0112;
const entryBytes = 12;
const mostEntries = 1000;

/**
 * The orientation from 1 to 8 in the EXIF data of a photo, which begin with a TIFF header; 1, as it is stored, where
 * there is none.
 */
export function orientationIn(exif: Uint8Array | undefined): number {
  if (exif === undefined) return 1;
  // The identifier "Exif" ends with two zeros, of which the decoder may leave one.
  const bytes = exif[0] === 0 ? exif.subarray(1) : exif;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isLittle = bytes[0] === 0x49;
  if (bytes.length < 14 || view.getUint16(2, isLittle) !== 42) return 1;
  const start = view.getUint32(4, isLittle);
  if (start + 2 > bytes.length) return 1;
  const count = Math.min(mostEntries, view.getUint16(start, isLittle));
  for (let entry = 0; entry < count; entry++) {
    const at = start + 2 + entry * entryBytes;
    if (at + entryBytes > bytes.length) return 1;
    if (view.getUint16(at, isLittle) !== orientationTag) continue;
    const value = view.getUint16(at + 8, isLittle);
    return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}

/** The picture as viewers show it, and whether that is another than the stored one. */
export function turnedUpright(picture: Raster, orientation: number): DecodedPhoto {
  return { raster: upright(picture, orientation), isTurned: orientation > 1 };
}

/** The picture turned and mirrored as viewers show it. */
export function upright(picture: Raster, orientation: number): Raster {
  if (orientation === 1) return picture;
  const { height, width, channels, pixels } = picture;
  const isTurned = orientation >= 5;
  const [rows, columns] = isTurned ? [width, height] : [height, width];
  const turned = new Float32Array(pixels.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const [fromRow, fromColumn] = storedPlace(orientation, row, column, picture);
      const from = (fromRow * width + fromColumn) * channels;
      turned.set(pixels.subarray(from, from + channels), (row * columns + column) * channels);
    }
  }
  return { height: rows, width: columns, channels, pixels: turned };
}

/** Where the pixel at a place of the upright picture is stored. */
function storedPlace(
  orientation: number,
  row: number,
  column: number,
  { height, width }: Raster,
): readonly [number, number] {
  const [lastRow, lastColumn] = [height - 1, width - 1];
  switch (orientation) {
    case 2:
      return [row, lastColumn - column];
    case 3:
      return [lastRow - row, lastColumn - column];
    case 4:
      return [lastRow - row, column];
    case 5:
      return [column, row];
    case 6:
      return [lastRow - column, row];
    case 7:
      return [lastRow - column, lastColumn - row];
    default:
      return [column, lastColumn - row];
  }
}
