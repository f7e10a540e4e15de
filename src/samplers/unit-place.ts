import { truncatedNormalShare } from '../statistics/normal-mass.ts';
import { type Distribution, gridSteps, type Value } from '../study/distribution.ts';

/** Where a value lies on the unit interval, on which its distribution is uniform. */
export interface Place {
  readonly at: number;
  /** The part of the interval that has the value; both ends are `at` for a continuous distribution. */
  readonly from: number;
  readonly to: number;
}

/** The largest number below 1, for quantile functions, which take none from 1 on. */
export const largestShare = 1 - 2 ** -53;

/** A distribution of numbers, the quantile function of which `unitPlace` inverts. */
export type NumericDistribution = Exclude<Distribution, { readonly type: 'choice' | 'fixed' }>;

export function isNumeric(distribution: Distribution): distribution is NumericDistribution {
  return distribution.type !== 'choice' && distribution.type !== 'fixed';
}

export function unitPlace(distribution: NumericDistribution, value: Value): Place {
  const x = Number(value);
  switch (distribution.type) {
    case 'int':
    case 'uniform':
      return distribution.type === 'uniform' && distribution.step === undefined
        ? point(share(x, distribution.min, distribution.max))
        : gridPlace(distribution, x);
    case 'logUniform':
      return point(share(Math.log(x), Math.log(distribution.min), Math.log(distribution.max)));
    case 'logInt': {
      const ends = [Math.log(distribution.min - 0.5), Math.log(distribution.max + 0.5)] as const;
      const [at, from, to] = [x, x - 0.5, x + 0.5].map((each) => share(Math.log(each), ...ends));
      return { at: at as number, from: from as number, to: to as number };
    }
    case 'normal':
    case 'logNormal':
      return point(normalShare(distribution, x));
  }
}

function point(at: number): Place {
  return { at, from: at, to: at };
}

/** Halves keep the differences of the widest ranges finite. */
function share(x: number, min: number, max: number): number {
  return (x / 2 - min / 2) / (max / 2 - min / 2);
}

function gridPlace(
  distribution: Extract<Distribution, { readonly type: 'int' | 'uniform' }>,
  x: number,
): Place {
  const { min, step = 1 } = distribution;
  const index = Math.round((x - min) / step);
  const count = gridSteps(distribution) + 1;
  return { at: (index + 0.5) / count, from: index / count, to: (index + 1) / count };
}

function normalShare(
  { type, mean, std, ...cut }: Extract<Distribution, { readonly type: 'normal' | 'logNormal' }>,
  x: number,
): number {
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = cut;
  if (type === 'normal') return truncatedNormalShare(x, { mean, std, min, max });
  return truncatedNormalShare(Math.log(x), {
    ...{ mean, std },
    min: Math.log(Math.max(min, 0)),
    max: Math.log(max),
  });
}
