import type { Fuzzer } from './fuzzer.ts';
import type { Planned } from './run-fuzzers.ts';

/** The first half of each fuzzer's cases, but at least six; HPSEARCH_LONG=1: all of them. */
export function* shortPlan(fuzzers: readonly Fuzzer[]): Generator<Planned> {
  for (const fuzzer of fuzzers) {
    const { shortCases } = fuzzer;
    const count = process.env.HPSEARCH_LONG === '1' ? shortCases : Math.max(6, Math.ceil(shortCases / 2));
    for (let index = 0; index < count; index++) yield { fuzzer, index };
  }
}

/** Cases of all fuzzers in turn, in the proportions of the short form, until `isOver`. */
export function* endlessPlan(fuzzers: readonly Fuzzer[], isOver: () => boolean): Generator<Planned> {
  const taken = new Map(fuzzers.map((fuzzer) => [fuzzer, 0]));
  const progressOf = (fuzzer: Fuzzer) => (taken.get(fuzzer) ?? 0) / fuzzer.shortCases;
  while (!isOver()) {
    const fuzzer = fuzzers.reduce((least, each) => (progressOf(each) < progressOf(least) ? each : least));
    const index = taken.get(fuzzer) ?? 0;
    taken.set(fuzzer, index + 1);
    yield { fuzzer, index };
  }
}
