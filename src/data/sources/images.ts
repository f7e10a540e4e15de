import { FaultsError } from '../../faults/errors.ts';
import { counted } from '../../reports/number-text.ts';
import type { DataSpec } from '../../study/study-spec.ts';
import { splitNames } from '../dataset.ts';
import { FaultList } from '../fault-list.ts';
import { readPicture } from '../formats/pictures/decode-picture.ts';
import { isTransparent, type Picture, pixelsIn } from '../formats/pictures/picture.ts';
import type { RawData } from '../raw-data.ts';
import type { Reading } from '../source-problem.ts';
import { noRowLeft } from '../table/usable-rows.ts';
import { findPath } from './find-path.ts';
import { type FiledImage, listImages } from './image-folder.ts';
import { refuseTableOptions } from './image-options.ts';

interface ImageShape {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

const maximum = 255;

/**
 * The PNG and JPEG images of the user's folder, labelled by subfolder. They are converted to `data.size` and
 * `data.channels`; without those, all must have the shape of the first one. Rows are ordered by file name. A tolerant
 * reading skips images that cannot be read or differ in shape from the first.
 */
export async function readImages(spec: DataSpec, directory: string, reading: Reading): Promise<RawData> {
  refuseTableOptions(spec);
  const place = await findPath(spec.path, directory, 'folder');
  const faults = new FaultList(place.file, reading.isTolerant);
  const { images: files, notes } = await listImages(place, faults);
  const { rows, shape, pixels, sizes, changed } = await readPixels(files, spec, { faults, reading });
  const images = Array.from(rows, (row) => files[row] as FiledImage);
  const classes = [...new Set(images.map(({ className }) => className))].sort();
  if (rows.length === 0) faults.add(noRowLeft);
  else if (classes.length === 1) {
    faults.add({
      field: 'folders',
      constraint: 'must be two at least, one for each class',
      value: classes[0],
    });
  }
  faults.throwIfAny();
  return {
    file: place.file,
    inputs: {
      ...{ kind: 'images', shape, pixels, maximum },
      ...(spec.size === undefined ? {} : { isResized: true }),
    },
    target: {
      kind: 'classification',
      classes,
      labels: Int32Array.from(images, ({ className }) => classes.indexOf(className)),
    },
    rowNumbers: rows,
    fileNames: files.map(({ name }) => name),
    ...(spec.size === undefined ? {} : { pictureSizes: sizes }),
    notes: [...notes, ...changeNotes(changed)],
    ...(images[0]?.split === undefined
      ? {}
      : { assigned: Uint8Array.from(images, ({ split = 'train' }) => splitNames.indexOf(split)) }),
    problems: faults.problems(),
  };
}

/** The pixels of each usable image, one image after another, and its index among the files. */
async function readPixels(
  files: readonly FiledImage[],
  spec: DataSpec,
  { faults, reading }: { readonly faults: FaultList; readonly reading: Reading },
) {
  let shape: ImageShape | undefined;
  let pixels = new Uint8Array(0);
  const rows = new Int32Array(files.length);
  const sizes = new Int32Array(2 * files.length);
  let used = 0;
  const changed = { turned: 0, transparent: 0 };
  for (const [row, file] of files.entries()) {
    reading.onProgress?.(row / files.length);
    const picture = await pictureOf(file, faults, row);
    if (picture === undefined) continue;
    shape ??= wantedShape(picture, spec);
    pixels = pixels.length > 0 ? pixels : new Uint8Array(files.length * sizeOf(shape));
    const fault = unlikeness(picture, shape, spec);
    if (fault !== undefined) {
      faults.tolerate({ kind: 'unlike-image', faults: [{ field: file.name, ...fault }], rows: [row] });
      continue;
    }
    pixels.set(pixelsIn(picture, shape), used * sizeOf(shape));
    rows[used++] = row;
    sizes.set([picture.height, picture.width], 2 * row);
    if (picture.isTurned) changed.turned++;
    if (isTransparent(picture)) changed.transparent++;
  }
  const { height = 0, width = 0, channels: depth = 0 } = shape ?? {};
  return {
    rows: rows.subarray(0, used),
    shape: [height, width, depth] as const,
    pixels: pixels.subarray(0, used * height * width * depth),
    sizes,
    changed,
  };
}

function changeNotes({ turned, transparent }: { turned: number; transparent: number }): string[] {
  return [
    ...(turned === 0 ? [] : [`EXIF orientation turns ${counted(turned, 'photo')}`]),
    ...(transparent === 0 ? [] : [`${counted(transparent, 'transparent image')} laid on white`]),
  ];
}

async function pictureOf({ path, name }: FiledImage, faults: FaultList, row: number) {
  try {
    return await readPicture(path);
  } catch (error) {
    if (!(error instanceof FaultsError)) throw error;
    const [{ constraint = '' } = {}] = error.faults;
    faults.tolerate({ kind: 'corrupt-image', faults: [{ field: name, constraint }], rows: [row] });
    return undefined;
  }
}

/** The requested shape; else the picture's, without its alpha channel. */
function wantedShape(
  picture: Picture,
  { size = [picture.height, picture.width], channels = picture.channels < 3 ? 1 : 3 }: DataSpec,
): ImageShape {
  const [height, width] = size;
  return { height, width, channels };
}

function unlikeness(picture: Picture, shape: ImageShape, { size, channels }: DataSpec) {
  const { height, width } = picture;
  if (size === undefined && (height !== shape.height || width !== shape.width)) {
    const constraint = `must be ${shape.height} × ${shape.width} as the first image is`;
    const hint = `"size": [${shape.height}, ${shape.width}] in data brings all images to one size`;
    return { constraint, value: `${height} × ${width}`, hint };
  }
  const isColour = picture.channels >= 3;
  if (channels !== undefined || isColour === (shape.channels === 3)) return undefined;
  const constraint = `must be ${isColour ? 'grey' : 'in colour'} as the first image is`;
  return { constraint, hint: '"channels": 1 in data makes all images grey, 3 has all in colour' };
}

function sizeOf({ height, width, channels }: ImageShape): number {
  return height * width * channels;
}
