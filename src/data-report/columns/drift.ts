import { type BySplit, bySplit, type SplitName, splitNames } from '../../data/dataset.ts';
import type { RawData } from '../../data/raw-data.ts';
import type { DataFinding } from '../../reports/data-report.ts';
import { brief, percent } from '../../reports/number-text.ts';
import { chanceOfCounts, totalVariation } from '../../statistics/chi-square.ts';
import { chanceOfDistance, largestDistance } from '../../statistics/kolmogorov-smirnov.ts';
import { quantileOf } from '../../statistics/sorted-values.ts';
import { columnFinding } from './finding-list.ts';

/** The probability of one false alarm in a whole report, for any number of columns (Bonferroni). */
const falseAlarms = 0.001;
/** Smaller distances between distributions, from 0 to 1, do not matter even when they are significant. */
const smallestDistance = 0.1;
const fewestValues = 10;

/** A comparison of a column's distributions in the training split and in another split. */
export interface DriftTest {
  readonly column: string;
  /** Between the distributions, 0 to 1: the Kolmogorov–Smirnov statistic, or the total variation. */
  readonly distance: number;
  /** The probability of at least this distance between random splits of the same rows. */
  readonly chance: number;
  /** The difference, in words. */
  readonly message: string;
}

const otherSplits = splitNames.filter((name) => name !== 'train');

/**
 * `sorted`: each split's values in ascending order; `rows`: each split's number of rows, with missing values;
 * `distanceTo`: the distance of a split's distribution from that of the training split, where it is known.
 */
export function numberDrift(
  column: string,
  sorted: BySplit<Float64Array>,
  rows: BySplit<number>,
  distanceTo = (split: SplitName) => largestDistance(sorted.train, sorted[split]),
): DriftTest[] {
  const missing = bySplit((split) => rows[split] - sorted[split].length);
  return [
    ...otherSplits.flatMap((split) => compareNumbers(column, sorted, split, distanceTo)),
    ...missingDrift(column, rows, missing),
  ];
}

function compareNumbers(
  column: string,
  sorted: BySplit<Float64Array>,
  split: SplitName,
  distanceTo: (split: SplitName) => number,
): DriftTest[] {
  const [one, other] = [sorted.train, sorted[split]];
  if (Math.min(one.length, other.length) < fewestValues) return [];
  const distance = distanceTo(split);
  const chance = chanceOfDistance(distance, [one.length, other.length]);
  const medians = `medians ${brief(quantileOf(one, 0.5))} and ${brief(quantileOf(other, 0.5))}`;
  return [{ column, distance, chance, message: describe('train', split, distance, chance, medians) }];
}

/** `counts`: the count of each category per split; `rows`: each split's number of rows, with missing values. */
export function categoryDrift(
  column: string,
  categories: readonly string[],
  counts: BySplit<Int32Array>,
  rows: BySplit<number>,
): DriftTest[] {
  const present = bySplit((split) => counts[split].reduce((sum, count) => sum + count, 0));
  const missing = bySplit((split) => rows[split] - present[split]);
  const tests = otherSplits.flatMap((split): DriftTest[] => {
    if (Math.min(present.train, present[split]) < fewestValues) return [];
    const distance = totalVariation(counts.train, counts[split]);
    const chance = chanceOfCounts(counts.train, counts[split]);
    const share = (name: SplitName, code: number) => (counts[name][code] as number) / present[name];
    const codes = [...categories.keys()];
    const difference = (code: number) => Math.abs(share('train', code) - share(split, code));
    const most = codes.reduce((best, code) => (difference(code) > difference(best) ? code : best), 0);
    const shares = `'${categories[most]}' ${percent(share('train', most))} and ${percent(share(split, most))}`;
    return [{ column, distance, chance, message: describe('train', split, distance, chance, shares) }];
  });
  return [...tests, ...missingDrift(column, rows, missing)];
}

function missingDrift(column: string, rows: BySplit<number>, missing: BySplit<number>): DriftTest[] {
  if (splitNames.every((split) => missing[split] === 0)) return [];
  return otherSplits.flatMap((split): DriftTest[] => {
    if (Math.min(rows.train, rows[split]) < fewestValues) return [];
    const counts = (name: SplitName) => [missing[name], rows[name] - missing[name]];
    const distance = totalVariation(counts('train'), counts(split));
    const chance = chanceOfCounts(counts('train'), counts(split));
    const [one, other] = [missing.train / rows.train, missing[split] / rows[split]];
    const shares = `missing ${percent(one)} and ${percent(other)}`;
    return [{ column, distance, chance, message: describe('train', split, distance, chance, shares) }];
  });
}

function describe(one: SplitName, other: SplitName, distance: number, chance: number, parts: string): string {
  const likelihood = chance < 1e-12 ? 'chance below 1e-12' : `chance ${Number(chance.toPrecision(2))}`;
  return `${one} and ${other} differ: ${parts}, distance ${brief(distance)}, ${likelihood}`;
}

const advices = {
  random:
    'find out how the rows were split: a score measured on other data than was trained on means little, and a random split would not differ',
  time: 'the split is by time, so that later rows may differ: a column that only rises, such as a counter, tells a model nothing of them; name it in data.exclude',
  group: 'the split is by group, and few groups differ by chance',
} as const;

/**
 * The tests with a difference that is both large and significant, largest first; a remark where the split makes them by
 * construction. All of a report's tests must be given at once.
 */
export function findDrift(
  tests: readonly DriftTest[],
  { times, groups }: Pick<RawData, 'times' | 'groups'>,
): DataFinding[] {
  const split = times !== undefined ? 'time' : groups !== undefined ? 'group' : 'random';
  return tests
    .filter(({ distance, chance }) => distance >= smallestDistance && chance * tests.length < falseAlarms)
    .sort((one, other) => other.distance - one.distance)
    .map(({ column, message }) =>
      columnFinding(column, {
        severity: split === 'random' ? 'warn' : 'info',
        kind: 'drift',
        message,
        advice: advices[split],
      }),
    );
}
