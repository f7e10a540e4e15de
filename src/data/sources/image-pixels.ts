import { FaultsError } from '../../faults/errors.ts';
import { counted } from '../../reports/figure.ts';
import type { DataSpec } from '../../study/study-spec.ts';
import { FaultList } from '../fault-list.ts';
import { readPicture } from '../formats/pictures/decode-picture.ts';
import { hasAlpha, isTransparent, type Picture, pixelsIn } from '../formats/pictures/picture.ts';
import type { RawImages } from '../raw-data.ts';
import type { Reading } from '../source-problem.ts';
import { chosenSize, sizeNote } from './chosen-size.ts';

/** An image file, its name in messages, and the number of its row in the source. */
export interface ImageFile {
  readonly path: string;
  readonly name: string;
  readonly row: number;
}

interface ImageShape {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

export interface ReadImages {
  readonly inputs: RawImages;
  /** The indices of the images that could be used among the files. */
  readonly used: Int32Array;
  /** Heights and widths of the files' pictures, by row number; absent where they are not resized. */
  readonly pictureSizes?: Int32Array;
  readonly notes: readonly string[];
}

const maximum = 255;

interface ReadFiles {
  readonly faults: FaultList;
  readonly reading: Reading;
}

/**
 * The pixels of all images, brought to `data.size` and `data.channels`. Without the size, all must have that of the first
 * one, or the reading chooses one; without the channels, all are in colour where one is, else grey. A tolerant reading
 * skips images that cannot be read or differ in shape from the first.
 */
export async function readPixels(
  files: readonly ImageFile[],
  spec: DataSpec,
  { faults, reading }: ReadFiles,
): Promise<ReadImages> {
  const sizes: [number, number][] = [];
  const chooses = reading.choosesSize === true && spec.size === undefined;
  const read = await readInSize(files, spec, { faults, reading, ...(chooses && { sizes }) });
  if (new Set(sizes.map(String)).size < 2) return read;
  const size = chosenSize(sizes);
  // The first reading has the faults of the files.
  const again = { faults: new FaultList(faults.file, true), reading };
  const { notes, ...sized } = await readInSize(files, { ...spec, size }, again);
  return { ...sized, notes: [...notes, sizeNote(sizes, size)] };
}

/** `sizes`, where it is given, gets those of all pictures, and pictures of other sizes than the first are no faults. */
async function readInSize(
  files: readonly ImageFile[],
  spec: DataSpec,
  { faults, reading, sizes: all }: ReadFiles & { readonly sizes?: [number, number][] },
): Promise<ReadImages> {
  let shape: ImageShape | undefined;
  let pixels = new Uint8Array(0);
  const rows = 1 + files.reduce((last, { row }) => Math.max(last, row), -1);
  const sizes = new Int32Array(2 * rows);
  const used: number[] = [];
  const changed = { turned: 0, transparent: 0, grey: 0 };
  for (const [index, file] of files.entries()) {
    reading.onProgress?.(index / files.length);
    const picture = await pictureOf(file, faults);
    if (picture === undefined) continue;
    shape ??= wantedShape(picture, spec);
    pixels = pixels.length > 0 ? pixels : new Uint8Array(files.length * sizeOf(shape));
    const isColour = picture.channels >= 3;
    if (spec.channels === undefined && isColour && shape.channels === 1) {
      shape = { ...shape, channels: 3 };
      pixels = inColour(pixels);
    }
    const { height, width } = picture;
    all?.push([height, width]);
    const fault = unlikeness(picture, shape, all === undefined ? spec : { ...spec, size: [height, width] });
    if (fault !== undefined) {
      faults.tolerate({ kind: 'unlike-image', faults: [{ field: file.name, ...fault }], rows: [file.row] });
      continue;
    }
    const isUnlike = height !== shape.height || width !== shape.width;
    if (all !== undefined && isUnlike) continue;
    pixels.set(pixelsIn(picture, shape), used.length * sizeOf(shape));
    used.push(index);
    sizes.set([height, width], 2 * file.row);
    if (!isColour) changed.grey++;
    if (picture.isTurned) changed.turned++;
    if (isTransparent(picture)) changed.transparent++;
  }
  const { height = 0, width = 0, channels = 0 } = shape ?? {};
  const isResized = spec.size !== undefined;
  return {
    inputs: {
      kind: 'images',
      shape: [height, width, channels],
      pixels: pixels.subarray(0, used.length * height * width * channels),
      maximum,
      ...(isResized && { isResized }),
    },
    used: Int32Array.from(used),
    ...(isResized && { pictureSizes: sizes }),
    notes: [
      ...changeNotes(changed, hasAlpha(channels)),
      ...(spec.channels === undefined && channels === 3 ? greyNote(changed.grey) : []),
    ],
  };
}

/** Grey pixels, each three times. */
function inColour(grey: Uint8Array): Uint8Array<ArrayBuffer> {
  const pixels = new Uint8Array(3 * grey.length);
  for (let at = 0; at < grey.length; at++) pixels.fill(grey[at] as number, 3 * at, 3 * at + 3);
  return pixels;
}

function greyNote(grey: number): string[] {
  if (grey === 0) return [];
  return [
    `${counted(grey, 'grey image')} among those in colour ${grey === 1 ? 'enters' : 'enter'} in colour; data.channels 1 makes all grey`,
  ];
}

function changeNotes(
  { turned, transparent }: { readonly turned: number; readonly transparent: number },
  keepsAlpha: boolean,
): string[] {
  const alpha = keepsAlpha ? 'kept with alpha as the last channel' : 'laid on white';
  return [
    ...(turned === 0 ? [] : [`EXIF orientation turns ${counted(turned, 'photo')}`]),
    ...(transparent === 0 ? [] : [`${counted(transparent, 'transparent image')} ${alpha}`]),
  ];
}

async function pictureOf({ path, name, row }: ImageFile, faults: FaultList): Promise<Picture | undefined> {
  const constraint = await readPicture(path).catch((error: unknown) => {
    if (error instanceof FaultsError) return error.faults[0]?.constraint ?? '';
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'must be a file that is there';
    throw error;
  });
  if (typeof constraint !== 'string') return constraint;
  faults.tolerate({ kind: 'corrupt-image', faults: [{ field: name, constraint }], rows: [row] });
  return undefined;
}

/** The requested shape; else the picture's, without its alpha channel. */
function wantedShape(
  picture: Picture,
  { size = [picture.height, picture.width], channels = picture.channels < 3 ? 1 : 3 }: DataSpec,
): ImageShape {
  const [height, width] = size;
  return { height, width, channels };
}

function unlikeness(picture: Picture, shape: ImageShape, { size }: DataSpec) {
  const { height, width } = picture;
  if (size === undefined && (height !== shape.height || width !== shape.width)) {
    const constraint = `must be ${shape.height} × ${shape.width} as the first image is`;
    const hint = `"size": [${shape.height}, ${shape.width}] in data brings all images to one size`;
    return { constraint, value: `${height} × ${width}`, hint };
  }
  return undefined;
}

function sizeOf({ height, width, channels }: ImageShape): number {
  return height * width * channels;
}
