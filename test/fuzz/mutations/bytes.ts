import type { Random } from '../../../src/statistics/random.ts';
import type { Edit } from '../fuzzer.ts';
import { happens, pick, times } from './choice.ts';

/** One to four edits of a file of `length` bytes: bits turned, bytes inserted, removed or zeroed, the end cut off. */
export function byteEdits(random: Random, length: number): Edit[] {
  return times(1 + random.below(4), () => byteEdit(random, length));
}

function byteEdit(random: Random, length: number): Edit {
  // The first and the last bytes say what the others mean.
  const at = happens(random, 0.3)
    ? random.below(Math.min(64, length))
    : happens(random, 0.3)
      ? Math.max(0, length - 1 - random.below(64))
      : random.below(length);
  const insert = (bytes: number[]) => Buffer.from(bytes).toString('base64');
  switch (random.below(6)) {
    case 0:
      return { at, remove: length, insert: '' };
    case 1:
      return { at, remove: 1 + random.below(40), insert: '' };
    case 2:
      return { at, remove: 0, insert: insert(times(1 + random.below(20), () => random.below(256))) };
    case 3: {
      const zeros = 1 + random.below(200);
      return { at, remove: zeros, insert: insert(new Array<number>(zeros).fill(pick(random, [0, 255]))) };
    }
    default:
      return { at, remove: 1, insert: insert([random.below(256)]) };
  }
}

export function applyByteEdits(bytes: Buffer, edits: readonly Edit[]): Buffer {
  return edits.reduce((edited, edit) => {
    if ('sql' in edit) return edited;
    const inserted = Buffer.from(edit.insert, 'base64');
    return Buffer.concat([edited.subarray(0, edit.at), inserted, edited.subarray(edit.at + edit.remove)]);
  }, bytes);
}
