import { logGamma } from './log-gamma.ts';

/** Cells with a smaller expected count are pooled, since the limit distribution would not hold (Cochran 1954). */
const smallestExpected = 5;

/** Half the sum of the absolute differences between two distributions given by counts: 0 to 1. */
export function totalVariation(one: ArrayLike<number>, other: ArrayLike<number>): number {
  const [first, second] = [sum(one), sum(other)];
  return (
    Array.from(one).reduce(
      (distance, count, index) => distance + Math.abs(count / first - (other[index] as number) / second),
      0,
    ) / 2
  );
}

/**
 * The probability that two samples of one distribution have counts at least this different (Pearson's χ² test of
 * homogeneity). Rare categories are pooled; 1 when fewer than two remain.
 */
export function chanceOfCounts(one: ArrayLike<number>, other: ArrayLike<number>): number {
  const pooled = pool(one, other);
  if (pooled.length < 2) return 1;
  return chiSquareTail(chiSquare(pooled), pooled.length - 1);
}

type Pair = readonly [number, number];

function pool(one: ArrayLike<number>, other: ArrayLike<number>): Pair[] {
  const smallerShare = Math.min(sum(one), sum(other)) / (sum(one) + sum(other));
  const pairs = Array.from(one, (count, index): Pair => [count, other[index] as number]);
  const isFrequent = ([first, second]: Pair) => (first + second) * smallerShare >= smallestExpected;
  const rare = pairs
    .filter((pair) => !isFrequent(pair))
    .reduce<Pair>((total, pair) => [total[0] + pair[0], total[1] + pair[1]], [0, 0]);
  const frequent = pairs.filter(isFrequent);
  return isFrequent(rare) ? [...frequent, rare] : frequent;
}

function chiSquare(pairs: readonly Pair[]): number {
  const totals = [sum(pairs.map(([first]) => first)), sum(pairs.map(([, second]) => second))];
  const all = sum(totals);
  return sum(
    pairs.flatMap((pair) =>
      pair.map((count, sample) => {
        const expected = ((pair[0] + pair[1]) * (totals[sample] as number)) / all;
        return (count - expected) ** 2 / expected;
      }),
    ),
  );
}

/** P(χ² > x) with `degrees` degrees of freedom. */
export function chiSquareTail(x: number, degrees: number): number {
  return upperGamma(degrees / 2, x / 2);
}

/** The regularised upper incomplete gamma function Q(a, x): series or continued fraction (Numerical Recipes, 6.2). */
function upperGamma(a: number, x: number): number {
  if (x <= 0) return 1;
  const scale = Math.exp(a * Math.log(x) - x - logGamma(a));
  return x < a + 1 ? 1 - scale * lowerSeries(a, x) : scale * upperFraction(a, x);
}

function lowerSeries(a: number, x: number): number {
  let term = 1 / a;
  let total = term;
  for (let n = 1; n < 10_000 && term > total * Number.EPSILON; n++) {
    term *= x / (a + n);
    total += term;
  }
  return total;
}

/** Lentz's method. */
function upperFraction(a: number, x: number): number {
  const tiny = 1e-300;
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let value = d;
  for (let n = 1; n < 10_000; n++) {
    const factor = -n * (n - a);
    b += 2;
    d = 1 / (factor * d + b || tiny);
    c = b + factor / c || tiny;
    value *= d * c;
    if (Math.abs(d * c - 1) < Number.EPSILON) break;
  }
  return value;
}

function sum(items: ArrayLike<number>): number {
  let total = 0;
  for (let index = 0; index < items.length; index++) total += items[index] as number;
  return total;
}
