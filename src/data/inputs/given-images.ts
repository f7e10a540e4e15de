import { FaultsError } from '../../faults/errors.ts';
import { sizeOfShape } from '../../study/inputs/shape-size.ts';
import { decodePicture } from '../formats/pictures/decode-picture.ts';
import { encodePicture } from './image-inputs.ts';
import type { InputBatch, InputRequest, Inputs } from './inputs.ts';

/** Images of any format that training reads, as bytes in memory. FaultsError names an image by its number, from 1. */
export function givenImages(images: readonly Uint8Array[], request: InputRequest): Inputs {
  if (images.length === 0)
    throw new FaultsError([{ file: 'input', field: '', constraint: 'must have an image' }]);
  return { names: ['image'], batches: batchOf(images, request) };
}

async function* batchOf(images: readonly Uint8Array[], request: InputRequest): AsyncGenerator<InputBatch> {
  const size = sizeOfShape(request.pipeline.inputShape);
  const x = new Float32Array(size * images.length);
  for (const [index, bytes] of images.entries()) {
    const name = `input image ${index + 1}`;
    const picture = await decodePicture(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), name);
    x.set(encodePicture(picture, name, request), index * size);
  }
  yield { rows: images.length, x, cells: images.map((_, index) => [index + 1]) };
}
