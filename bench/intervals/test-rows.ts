import { standardErrorOf } from '../../src/metrics/contributions.ts';
import { testIntervalOf } from '../../src/metrics/test-interval.ts';
import { meanOf } from '../../src/statistics/mean.ts';
import { type Random, randomFor } from '../../src/statistics/random.ts';
import { normal } from './populations.ts';

/** The losses of rows: squared errors, and log losses of which a few are large. */
const losses: Readonly<Record<string, (random: Random) => number>> = {
  'squared normal errors': (random) => normal(random) ** 2,
  'log-normal losses': (random) => Math.exp(normal(random)),
  'one row in 50 loses 50 times as much': (random) => random.next() * (random.next() < 0.02 ? 50 : 1),
};

/** Shares of the intervals for test rows, a quarter of as many, that hold the mean loss of these rows. */
export function coverTestRows(sizes: readonly number[], repeats: number): void {
  for (const [name, draw] of Object.entries(losses)) {
    for (const rows of sizes) {
      const test = Math.ceil(rows / 4);
      let held = 0;
      let mean = 0;
      for (let repeat = 0; repeat < repeats; repeat++) {
        const random = randomFor('coverage', 'test rows', name, rows, repeat);
        const sample = (count: number) => Float64Array.from({ length: count }, () => draw(random));
        const [own, others] = [sample(rows), sample(test)];
        const trial = { value: meanOf(own), standardError: standardErrorOf(own) as number };
        const interval = testIntervalOf(trial, { validation: rows, test }, 'valLoss');
        if (interval === undefined) throw new Error('no interval');
        const { low, high } = interval;
        const loss = meanOf(others);
        held += low <= loss && loss <= high ? 1 : 0;
        mean += (high - low) / repeats;
      }
      const figures = [held / repeats, '', mean].map((each) =>
        each === '' ? '' : (each as number).toPrecision(3),
      );
      console.log([`loss of ${test} test rows`, name, rows, ...figures].join(' | '));
    }
  }
}
