import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import type { DataSpec } from '../../study/study-spec.ts';
import type { RawData } from '../raw-data.ts';
import { builtInFile } from './built-in-file.ts';
import { digitClasses, refuseTableOptions } from './image-options.ts';

const imageSize = 8;
const maximum = 16;

/** 1,797 handwritten digits, 8 × 8, each pixel from 0 to 16. */
export async function readDigits(spec: DataSpec): Promise<RawData> {
  refuseTableOptions(spec);
  const text = gunzipSync(await readFile(builtInFile('digits.csv.gz'))).toString('latin1');
  const rows = text
    .trimEnd()
    .split('\n')
    .map((line) => line.split(',').map(Number));
  const pixels = Uint8Array.from(rows.flatMap((row) => row.slice(0, -1)));
  const labels = Int32Array.from(rows, (row) => row.at(-1) as number);
  return {
    file: 'digits',
    inputs: { kind: 'images', shape: [imageSize, imageSize, 1], pixels, maximum },
    target: { kind: 'classification', classes: digitClasses, labels },
    rowNumbers: Int32Array.from(labels.keys()),
  };
}
