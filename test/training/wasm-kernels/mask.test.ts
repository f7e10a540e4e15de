import { expect, test } from 'vitest';
import { randomFor } from '../../../src/statistics/random.ts';
import { drawMask } from '../../../src/training/wasm-kernels/elementwise/mask.ts';
import { machine, tf } from './both-backends.ts';

const behind = 8;

/** Round the groups of four, the state's words, and the words between two moves of it. */
const lengths = [0, 1, 2, 3, 4, 5, 31, 94, 95, 96, 127, 128, 129, 511, 512, 513, 1100];

test.each([1, 123_456_789, 2 ** 31, 2 ** 31 + 1, 2 ** 32 - 1, 2 ** 32])(
  'a mask of words below %d is that of a loop, to its end, and the stream goes on as behind the loop',
  async (threshold) => {
    await tf.setBackend('wasm');
    const room = tf.zeros([Math.max(...lengths) + behind]);
    const [ours, theirs] = [randomFor('mask', threshold), randomFor('mask', threshold)];
    for (const length of lengths) {
      const values = machine.floats(machine.address(room), length + behind).fill(7);
      drawMask(machine, ours, { values: values.subarray(0, length), threshold, kept: 1.3 });
      const expected = Array.from({ length }, () => (theirs.word() < threshold ? 0 : Math.fround(1.3)));
      expect([...values]).toEqual([...expected, ...new Array<number>(behind).fill(7)]);
      expect(ours.next()).toBe(theirs.next());
    }
    room.dispose();
  },
);
