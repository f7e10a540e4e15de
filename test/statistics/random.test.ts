import seedrandom from 'seedrandom';
import { describe, expect, test } from 'vitest';
import { counterStep, type RandomState, randomFor, stateWords } from '../../src/statistics/random.ts';

const keys = [7, 3, 'noise'] as const;
const oracle = () => seedrandom.xor4096(JSON.stringify(keys));

describe('a stream', () => {
  test('has the numbers of seedrandom’s xor4096, however they are drawn', () => {
    const [random, theirs] = [randomFor(...keys), oracle()];
    for (let round = 0; round < 1000; round++) {
      expect(random.word()).toBe(theirs.int32() >>> 0);
      expect(random.next()).toBe(theirs.double());
      expect(random.below(1000)).toBe(Math.floor(theirs.double() * 1000));
    }
  });

  test('lends its state as it stands: 128 words that its formula goes on from, and a counter', () => {
    for (const drawnBefore of [0, 1, 100, 128, 1000]) {
      const [random, theirs] = [randomFor(...keys), oracle()];
      for (let word = 0; word < drawnBefore; word++) expect(random.word()).toBe(theirs.int32() >>> 0);
      random.lend((state) => {
        const words = [...state.subarray(0, stateWords)];
        let counter = state[stateWords] as number;
        for (let index = 0; index < 300; index++) {
          counter = (counter + counterStep) | 0;
          words.push(recurrence(words));
          expect(((words.at(-1) as number) + (counter ^ (counter >>> 16))) | 0).toBe(theirs.int32());
        }
      });
    }
  });

  test('goes on from the state that a loan leaves, after one loan and after several', () => {
    const [random, theirs] = [randomFor(...keys), oracle()];
    for (const count of [0, 5, 200, 1, 128]) {
      random.lend((state) => {
        for (let index = 0; index < count; index++) {
          goOn(state);
          theirs.int32();
        }
      });
      expect(random.word()).toBe(theirs.int32() >>> 0);
    }
    random.lend(goOn);
    random.lend(goOn);
    for (let index = 0; index < 2; index++) theirs.int32();
    expect(random.next()).toBe(theirs.double());
  });
});

/** Brent's xorgens of 128 words: the next of these, of which the last is the latest. */
function recurrence(words: readonly number[]): number {
  let far = words.at(-128) as number;
  let near = words.at(-95) as number;
  far ^= far << 17;
  far ^= far >>> 12;
  near ^= near << 13;
  near ^= near >>> 15;
  return far ^ near;
}

/** By a word. */
function goOn(state: RandomState): void {
  const words = [...state.subarray(0, stateWords)];
  state.set([...words.slice(1), recurrence(words), (state[stateWords] as number) + counterStep]);
}
