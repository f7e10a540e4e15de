import { counterStep, type Random, stateWords } from '../../../statistics/random.ts';
import { f32x4, i32, i32x4, minimum, v128, whileLoop } from '../code/instructions.ts';
import { overFloats } from '../code/over-floats.ts';
import { type Code, routine, type Variable } from '../code/routine.ts';
import type { Machine } from '../machine.ts';

/** Words drawn before the state is moved. They are written behind the state, in the machine's scratch memory. */
const runWords = 512;

const bytes = (words: number) => i32.const(4 * words);

/** x ← x ^ (x << left), then x ← x ^ (x >>> right). */
const scramble = (x: Variable, left: number, right: number): Code => [
  x.set(v128.xor(x, i32x4.shiftLeft(x, i32.const(left)))),
  x.set(v128.xor(x, i32x4.shiftRightUnsigned(x, i32.const(right)))),
];

/**
 * to[i] = 0 if the i-th word is at most `lastDropped` (unsigned), else `kept`. The words come from the generator state
 * at `state`, as lent by `Random`, which advances. Four are drawn at once: a word depends on none of the 94 before it.
 */
const mask = routine(
  'mask',
  { state: 'i32', to: 'i32', count: 'i32', lastDropped: 'i32', kept: 'f32' },
  ({ state, to, count, lastDropped, kept }, allot) => {
    const [far, near, next, run] = [allot('i32'), allot('i32'), allot('i32'), allot('i32')];
    const [farWords, nearWords, counters] = [allot('v128'), allot('v128'), allot('v128')];
    const [keptValues, limit] = [allot('v128'), allot('v128')];
    const word = i32x4.add(farWords, v128.xor(counters, i32x4.shiftRightUnsigned(counters, i32.const(16))));
    const counter = i32.add(state, bytes(stateWords));
    return [
      [keptValues.set(f32x4.splat(kept)), limit.set(i32x4.splat(lastDropped))],
      counters.set(
        i32x4.add(
          i32x4.splat(i32.load(counter)),
          i32x4.lanes(counterStep, 2 * counterStep, 3 * counterStep, 4 * counterStep),
        ),
      ),
      whileLoop(i32.gt(count, i32.const(0)), [
        run.set(minimum(count, i32.const(runWords))),
        count.set(i32.sub(count, run)),
        [far.set(state), near.set(i32.add(state, bytes(33))), next.set(i32.add(state, bytes(stateWords)))],
        overFloats(run, [far, near, next, to], ({ lanes, load, store }) => [
          [farWords.set(load(far)), scramble(farWords, 17, 12)],
          [nearWords.set(load(near)), scramble(nearWords, 13, 15)],
          farWords.set(v128.xor(farWords, nearWords)),
          store(next, farWords),
          store(to, v128.andNot(keptValues, i32x4.atMostUnsigned(word, limit))),
          counters.set(i32x4.add(counters, i32x4.const(Math.imul(lanes, counterStep)))),
        ]),
        [next.set(state), run.set(i32.const(stateWords))],
        overFloats(run, [far, next], ({ load, store }) => store(next, load(far))),
      ]),
      i32.store(counter, i32.sub(i32x4.lane(counters, 0), i32.const(counterStep))),
    ];
  },
);

export interface Mask {
  /** A view of the machine's heap. */
  readonly values: Float32Array;
  /** An integer from 1 to 2^32: words below it become 0, others `kept`. */
  readonly threshold: number;
  readonly kept: number;
}

/** Fills a mask. The values and the final state of the stream equal those of drawing one word per value. */
export function drawMask(machine: Machine, random: Random, { values, threshold, kept }: Mask): void {
  random.lend((state) => {
    const scratch = machine.integersAt(machine.scratch, state.length);
    scratch.set(state);
    machine.run(mask, {
      state: machine.scratch,
      to: values.byteOffset,
      count: values.length,
      lastDropped: threshold - 1,
      kept,
    });
    state.set(scratch);
  });
}
