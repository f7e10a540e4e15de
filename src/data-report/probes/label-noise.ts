import type { RawTarget } from '../../data/raw-data.ts';
import type { ProbeJudge } from './judge.ts';
import type { NumberRows } from './ridge.ts';

const neighbours = 15;

/**
 * The number of judged rows whose label the nearest training rows doubt, by confident learning (Northcutt, Jiang &
 * Chuang 2021): another class has at least the share among the 15 nearest that it has on average for its own rows, and
 * more than the row's class has. Classes that overlap count too, so it is rather too high.
 */
export function labelNoise(
  judge: ProbeJudge,
  points: NumberRows,
  { classes, labels }: Extract<RawTarget, { kind: 'classification' }>,
  judged: Int32Array,
): number {
  const votes = judge.votes(points, neighbours);
  const size = classes.length;
  const [sums, counts] = [new Float64Array(size), new Float64Array(size)];
  judged.forEach((row, at) => {
    const label = labels[row] as number;
    sums[label] = (sums[label] as number) + (votes[at * size + label] as number);
    counts[label] = (counts[label] as number) + 1;
  });
  return judged.filter((row, at) => {
    const label = labels[row] as number;
    const own = votes.subarray(at * size, (at + 1) * size);
    return own.some(
      (share, other) =>
        other !== label &&
        (counts[other] as number) > 0 &&
        share >= (sums[other] as number) / (counts[other] as number) &&
        share > (own[label] as number),
    );
  }).length;
}
