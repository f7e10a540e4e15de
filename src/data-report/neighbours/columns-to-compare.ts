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

function sumBlocks({ pixels, shape }: RawImages, rows: number): NumberColumn[] {
  const size = shape[0] * shape[1] * shape[2];
  const { offsets, blocks } = readPixels(shape);
  const count = blocksBySide ** 2 * shape[2];
  const sums = Array.from({ length: count }, () => new Float64Array(rows));
  const own = new Float64Array(count);
  for (let row = 0; row < rows; row++) {
    own.fill(0);
    for (let at = 0; at < offsets.length; at++) {
      const block = blocks[at] as number;
      own[block] = (own[block] as number) + (pixels[row * size + (offsets[at] as number)] as number);
    }
    for (let block = 0; block < count; block++) (sums[block] as Float64Array)[row] = own[block] as number;
  }
  return sums.map((values, block) => ({ kind: 'number', name: `block ${block}`, values }));
}

/** The places of an image's pixels that are read, and the sum that each belongs to. */
function readPixels([height, width, channels]: RawImages['shape']) {
  const step = Math.max(1, Math.floor(Math.min(height, width) / (blocksBySide * linesInBlock)));
  const [offsets, blocks]: [number[], number[]] = [[], []];
  for (let line = 0; line < height; line += step) {
    for (let place = 0; place < width; place += step) {
      const down = Math.floor((line * blocksBySide) / height);
      const across = Math.floor((place * blocksBySide) / width);
      for (let channel = 0; channel < channels; channel++) {
        offsets.push((line * width + place) * channels + channel);
        blocks.push((down * blocksBySide + across) * channels + channel);
      }
    }
  }
  return { offsets: Int32Array.from(offsets), blocks: Int32Array.from(blocks) };
}
