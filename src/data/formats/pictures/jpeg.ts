import jpeg from 'jpeg-js';
import { interpolated } from './chroma.ts';
import { type JpegHeader, jpegHeader } from './jpeg-header.ts';
import { type DecodedPhoto, orientationIn, turnedUpright } from './orientation.ts';

/** Grey or RGB from 0 to 255, within 1 of libjpeg. Throws for bytes that are no JPEG. */
export function decodeJpeg(bytes: Uint8Array): DecodedPhoto {
  const header = jpegHeader(bytes);
  const isOfThree = header?.components.length === 3;
  const decoded = jpeg.decode(isOfThree ? withoutTransform(bytes, header) : bytes, {
    useTArray: true,
    formatAsRGBA: false,
    ...(isOfThree && { colorTransform: false }),
  });
  const { width, height, data } = decoded;
  const isGrey = header?.components.length === 1;
  const plain = () => (isGrey ? firstOfThree(data) : Float32Array.from(data));
  const pixels = isOfThree ? toRgb(data, header, areRgb(bytes, header)) : plain();
  // The types of the package lack it.
  const orientation = orientationIn((decoded as { exifBuffer?: Uint8Array }).exifBuffer);
  return turnedUpright({ height, width, channels: isGrey ? 1 : 3, pixels }, orientation);
}

/** jpeg-js repeats grey three times. */
function firstOfThree(data: Uint8Array): Float32Array {
  return Float32Array.from({ length: data.length / 3 }, (_, at) => data[3 * at] as number);
}

/** Adobe's segment would let jpeg-js convert the colours of planes whose samples it has repeated. */
function withoutTransform(bytes: Uint8Array, { adobeTransformAt: at }: JpegHeader): Uint8Array {
  if (at === undefined) return bytes;
  const copy = Uint8Array.from(bytes);
  copy[at] = 0;
  return copy;
}

/** `data` holds the three planes [height, width, 3], the coarser ones by repeated samples. */
function toRgb(data: Uint8Array, header: JpegHeader, isRgb: boolean): Float32Array {
  const [first, second, third] = header.components.map((_, index) => planeOf(data, header, index)) as [
    Uint8Array,
    Uint8Array,
    Uint8Array,
  ];
  const pixels = new Float32Array(first.length * 3);
  for (let at = 0; at < first.length; at++) {
    const [luma, blueness, redness] = [first[at] as number, second[at] as number, third[at] as number];
    pixels[3 * at] = isRgb ? luma : clamped(luma + (redTerms[redness] as number));
    pixels[3 * at + 1] = isRgb ? blueness : clamped(luma + greenTerm(blueness - 128, redness - 128));
    pixels[3 * at + 2] = isRgb ? redness : clamped(luma + (blueTerms[blueness] as number));
  }
  return pixels;
}

/** A plane [height, width], the missing samples of a coarser one interpolated. */
function planeOf(data: Uint8Array, { width, height, components }: JpegHeader, index: number): Uint8Array {
  const { across, down } = components[index] as JpegHeader['components'][number];
  const stepX = Math.max(...components.map((each) => each.across)) / across;
  const stepY = Math.max(...components.map((each) => each.down)) / down;
  const plane = new Uint8Array(width * height);
  if (stepX === 1 && stepY === 1) {
    for (let at = 0; at < plane.length; at++) plane[at] = data[3 * at + index] as number;
    return plane;
  }
  const coarse = { width: Math.ceil(width / stepX), height: Math.ceil(height / stepY) };
  const samples = new Uint8Array(coarse.width * coarse.height);
  const repeated = (row: number, column: number) => data[(row * width + column) * 3 + index] as number;
  const isWhole = Number.isInteger(stepX) && Number.isInteger(stepY);
  if (isWhole) {
    for (let row = 0; row < coarse.height; row++)
      for (let column = 0; column < coarse.width; column++)
        samples[row * coarse.width + column] = repeated(row * stepY, column * stepX);
  }
  const fine = isWhole ? interpolated({ ...coarse, samples }, stepX, stepY) : undefined;
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++)
      plane[row * width + column] =
        fine === undefined ? repeated(row, column) : (fine.samples[row * fine.width + column] as number);
  return plane;
}

/** As libjpeg decides: never in a JFIF file, else by Adobe's segment, else by the names of the planes. */
function areRgb(bytes: Uint8Array, { isJfif, adobeTransformAt, components }: JpegHeader): boolean {
  if (isJfif) return false;
  if (adobeTransformAt !== undefined) return bytes[adobeTransformAt] === 0;
  return String.fromCharCode(...components.map(({ id }) => id)) === 'RGB';
}

/** BT.601 of full range, in whole numbers as libjpeg rounds them; what is added to the luma, by the chroma sample. */
const redTerms = Int16Array.from({ length: 256 }, (_, redness) => Math.round(1.402 * (redness - 128)));
const blueTerms = Int16Array.from({ length: 256 }, (_, blueness) => Math.round(1.772 * (blueness - 128)));

function greenTerm(blueness: number, redness: number): number {
  return Math.round(-0.344136286 * blueness - 0.714136286 * redness);
}

function clamped(value: number): number {
  return value < 0 ? 0 : value > 255 ? 255 : value;
}
