import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import type { DataSpec } from '../../study/study-spec.ts';
import type { RawData } from '../raw-data.ts';
import { builtInFile } from './built-in-file.ts';
import { digitClasses, refuseTableOptions } from './image-options.ts';

const imageSize = 28;
const pixelsPerImage = imageSize ** 2;
/** The digit, then the image's pixels, one byte each. */
const bytesPerRow = 1 + pixelsPerImage;

/** 10,000 handwritten digits, 28 × 28, the zeros first. */
export async function readMnist(spec: DataSpec): Promise<RawData> {
  refuseTableOptions(spec);
  const bytes = gunzipSync(await readFile(builtInFile('mnist.gz')));
  const rows = bytes.length / bytesPerRow;
  const labels = new Int32Array(rows);
  const pixels = new Uint8Array(rows * pixelsPerImage);
  for (let row = 0; row < rows; row++) {
    const start = row * bytesPerRow;
    labels[row] = bytes[start] as number;
    pixels.set(bytes.subarray(start + 1, start + bytesPerRow), row * pixelsPerImage);
  }
  return {
    file: 'mnist',
    inputs: { kind: 'images', shape: [imageSize, imageSize, 1], pixels, maximum: 255 },
    target: { kind: 'classification', classes: digitClasses, labels },
    rowNumbers: Int32Array.from(labels.keys()),
  };
}
