import { asTable } from '../../data/arrays/array-columns.ts';
import type { NumberColumn, RawColumn, RawData, RawImages } from '../../data/raw-data.ts';

/** Similar images have similar sums of 4 × 4 blocks, as those of near copies do. */
const blocksBySide = 4;
/** A block of a large image is summed over evenly spaced lines and places, at least this many a side. */
const linesInBlock = 8;
const mostImages = 8000;

/**
 * The columns by which rows are compared: those of a table, numbers of arrays as in `asTable` (none of token ids, which
 * are only equal or not), or sums of blocks of images, of the first 8,000 alone.
 */
export function columnsToCompare({
  inputs,
  rowNumbers,
}: Pick<RawData, 'inputs' | 'rowNumbers'>): readonly RawColumn[] {
  if (inputs.kind === 'images') return blockSums(inputs, Math.min(rowNumbers.length, mostImages));
  if (inputs.kind === 'table') return inputs.columns;
  const numbers = inputs.parts.filter(({ tokens }) => tokens === undefined);
  return asTable(numbers.length === inputs.parts.length ? inputs : { ...inputs, parts: numbers }).columns;
}

const known = new WeakMap<RawImages, readonly NumberColumn[]>();

/** Computed once for all findings. */
function blockSums(images: RawImages, rows: number): readonly NumberColumn[] {
  const found = known.get(images) ?? sumBlocks(images, rows);
  known.set(images, found);
  return found;
}

function sumBlocks({ pixels, shape: [height, width, channels] }: RawImages, rows: number): NumberColumn[] {
  const step = Math.max(1, Math.floor(Math.min(height, width) / (blocksBySide * linesInBlock)));
  const blockOf = (line: number, place: number) =>
    Math.floor((line * blocksBySide) / height) * blocksBySide + Math.floor((place * blocksBySide) / width);
  const sums = Array.from({ length: blocksBySide ** 2 * channels }, () => new Float64Array(rows));
  for (let row = 0; row < rows; row++) {
    for (let line = 0; line < height; line += step) {
      for (let place = 0; place < width; place += step) {
        const block = blockOf(line, place) * channels;
        const at = ((row * height + line) * width + place) * channels;
        for (let channel = 0; channel < channels; channel++) {
          const sum = sums[block + channel] as Float64Array;
          sum[row] = (sum[row] as number) + (pixels[at + channel] as number);
        }
      }
    }
  }
  return sums.map((values, block) => ({ kind: 'number', name: `block ${block}`, values }));
}
