import { basename, dirname } from 'node:path';
import { FaultsError } from '../../faults/errors.ts';
import { message, option } from '../../faults/message.ts';
import { requireExistingFile } from '../../files/readable-file.ts';
import { sizeOfShape } from '../../study/inputs/shape-size.ts';
import type { Pipeline } from '../../study/pipeline.ts';
import { FaultList } from '../fault-list.ts';
import { readPicture } from '../formats/pictures/decode-picture.ts';
import { imagesIn } from '../formats/pictures/images.ts';
import { type Picture, pixelsIn } from '../formats/pictures/picture.ts';
import { encodedPixel } from '../preprocessing/encoder.ts';
import type { InputBatch, InputRequest, Inputs } from './inputs.ts';

export const batchImages = 128;

/**
 * One image, or all images of a folder and its subfolders, by name. Channels are converted to the model's,
 * pixels from 0–255 to the range of its training images; nothing is inverted. The target is the name of an image's
 * folder. An image of another size is refused, unless the request or the pipeline resizes.
 */
export async function imageInputs(path: string, isFolder: boolean, request: InputRequest): Promise<Inputs> {
  const { files, leftOut } = isFolder ? await imagesIn(path) : { files: [path] };
  const names = ['file'];
  const batches = readAll(files, request, new FaultList(path));
  return { names, keyNames: names, batches, ...(leftOut && { note: leftOut }) };
}

async function* readAll(
  files: readonly string[],
  request: InputRequest,
  faults: FaultList,
): AsyncGenerator<InputBatch> {
  for (let start = 0; start < files.length; start += batchImages) {
    const some = files.slice(start, start + batchImages);
    const x = await encodeFiles(some, request, faults);
    // After a file that cannot be used the others are read on, to name all of those.
    if (!faults.isEmpty) continue;
    const cells = some.map((file) => [file]);
    yield {
      ...{ rows: some.length, x, cells, keys: cells },
      ...(request.target === undefined
        ? {}
        : { y: Float32Array.from(some, (file) => labelOf(file, request)) }),
    };
  }
  faults.throwIfAny();
}

/** The images in files for the model, [files, ...inputShape]. A file that is no such image is one of the `faults`. */
export async function encodeFiles(
  files: readonly string[],
  request: InputRequest,
  faults: FaultList,
): Promise<Float32Array> {
  const size = sizeOfShape(request.pipeline.inputShape);
  const x = new Float32Array(size * files.length);
  for (const [index, file] of files.entries()) {
    try {
      requireExistingFile(file);
      x.set(encodePicture(await readPicture(file), file, request), index * size);
    } catch (error) {
      if (!(error instanceof FaultsError)) throw error;
      for (const fault of error.faults) faults.add(fault);
    }
  }
  return x;
}

/**
 * Encodes a picture for the model. FaultsError, with `file` as its name, when it has another size and is not resized.
 */
export function encodePicture(
  picture: Picture,
  file: string,
  { pipeline, resizes }: InputRequest,
): Float32Array {
  const [height, width, channels] = imageShape(pipeline);
  if (!(resizes || pipeline.isResized) && (picture.height !== height || picture.width !== width)) {
    const constraint = `must be an image of ${height} × ${width}`;
    const value = `${picture.height} × ${picture.width}`;
    throw new FaultsError([
      {
        file,
        field: 'size',
        constraint,
        value,
        hint: message`${option('resize', true)} brings images to that size`,
      },
    ]);
  }
  const { preprocessing, pixelMaximum } = pipeline;
  const divisor = preprocessing.kind === 'image' ? preprocessing.divisor : 1;
  return pixelsIn(picture, { height, width, channels }).map((pixel) =>
    encodedPixel(pixel, divisor, pixelMaximum),
  );
}

function imageShape({ inputShape }: Pipeline): readonly [number, number, number] {
  const [height = 0, width = 0, channels = 0] = inputShape;
  return [height, width, channels];
}

function labelOf(file: string, { pipeline: { task } }: InputRequest): number {
  if (task.kind !== 'classification') {
    const constraint = 'must be a table that lists the images and their targets: folders name classes';
    throw new FaultsError([{ file: dirname(file), field: '', constraint }]);
  }
  const name = basename(dirname(file));
  const label = task.classes.indexOf(name);
  if (label >= 0) return label;
  const constraint = 'must be named after a class, for the images in it';
  throw new FaultsError([{ file, field: 'folder', constraint, value: name }]);
}
