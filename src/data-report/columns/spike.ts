import { type Commonest, quantileOf } from '../../statistics/sorted-values.ts';

/** Share of the rows at one value that makes it a spike. */
const smallestSpike = 0.2;
/** A column of fewer other values is one of categories, of which one is always the most frequent. */
const fewestOthers = 20;
/** The spike is this many times as frequent as the next value. */
const leastRatio = 5;

/** A value that many rows have, among others that are spread out: two kinds of rows in one column. */
export interface Spike {
  readonly value: number;
  readonly share: number;
  /** The other values, ascending. */
  readonly others: Float64Array;
}

/** Undefined where no value stands out. `sorted` is ascending. */
export function spikeOf(sorted: Float64Array, { value, count, distinct }: Commonest): Spike | undefined {
  if (count < smallestSpike * sorted.length || distinct <= fewestOthers) return undefined;
  const others = sorted.filter((each) => each !== value);
  let [run, longest] = [0, 0];
  others.forEach((each, place) => {
    run = each === others[place - 1] ? run + 1 : 1;
    longest = Math.max(longest, run);
  });
  return count < leastRatio * longest ? undefined : { value, share: count / sorted.length, others };
}

/** Where half of the other values lie. */
export function othersText({ others }: Spike, show: (value: number) => string): string {
  return `half of the others lie from ${show(quantileOf(others, 0.25))} to ${show(quantileOf(others, 0.75))}`;
}
