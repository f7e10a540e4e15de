import { upperTail } from '../statistics/normal-quantile.ts';
import { type Distribution, gridSteps, type Normal, type Value } from '../study/distribution.ts';

/** A parameter's range as at most 50 points, or the values of a choice. */
export interface ParameterGrid {
  readonly size: number;
  /** Without an order: the values of a choice. */
  readonly isCategorical: boolean;
  /** The probability of each point under the parameter's distribution. */
  readonly masses: Float64Array;
  /** The point nearest to a value. */
  placeOf(value: Value): number;
}

/** As many as Optuna's PED-ANOVA has. */
const mostPoints = 50;
/** Beyond this many standard deviations a normal counts as ended. */
const normalEnd = 3;

/** Undefined for a parameter with a single value. Numbers on a linear or a logarithmic scale, as they are drawn. */
export function parameterGrid(distribution: Distribution): ParameterGrid | undefined {
  switch (distribution.type) {
    case 'fixed':
      return undefined;
    case 'choice': {
      const { values, weights = values.map(() => 1) } = distribution;
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      const masses = Float64Array.from(weights, (weight) => weight / total);
      const places = new Map(values.map((value, place) => [value, place]));
      if (masses.filter((mass) => mass > 0).length < 2) return undefined;
      return { size: values.length, isCategorical: true, masses, placeOf: (value) => places.get(value) ?? 0 };
    }
    case 'int':
      return numberGrid(distribution, gridSteps(distribution) + 1);
    case 'uniform':
      return numberGrid(distribution, distribution.step ? gridSteps(distribution) + 1 : mostPoints);
    case 'logUniform':
      return numberGrid(logarithmic(distribution), mostPoints, Math.log);
    case 'logInt': {
      const points = Math.ceil(Math.log2(distribution.max - distribution.min + 1)) + 1;
      return numberGrid(logarithmic(distribution), points, Math.log);
    }
    case 'normal':
    case 'logNormal':
      return normalGrid(distribution);
  }
}

interface Range {
  readonly min: number;
  readonly max: number;
}

function logarithmic({ min, max }: Range): Range {
  return { min: Math.log(min), max: Math.log(max) };
}

/** Points at equal distances; the cells at the ends are half as wide unless the points are all values that there are. */
function numberGrid({ min, max }: Range, points: number, scale = (value: number) => value) {
  if (!(max > min)) return undefined;
  const size = Math.min(points, mostPoints);
  const width = (max - min) / (size - 1);
  const isWhole = points <= mostPoints && scale !== Math.log;
  const masses = new Float64Array(size).fill(isWhole ? 1 / size : 1 / (size - 1));
  if (!isWhole) masses[0] = masses[size - 1] = 0.5 / (size - 1);
  return gridOf({ min, width, size, masses, scale });
}

function normalGrid({ type, mean, std, min, max }: Normal): ParameterGrid | undefined {
  const scale = type === 'logNormal' ? Math.log : (value: number) => value;
  const low = Math.max(min === undefined ? Number.NEGATIVE_INFINITY : scale(min), mean - normalEnd * std);
  const high = Math.min(max === undefined ? Number.POSITIVE_INFINITY : scale(max), mean + normalEnd * std);
  if (!(high > low)) return undefined;
  const size = mostPoints;
  const width = (high - low) / (size - 1);
  const above = (place: number) => upperTail((low + (place - 0.5) * width - mean) / std);
  const masses = Float64Array.from({ length: size }, (_, place) => above(place) - above(place + 1));
  const total = masses.reduce((sum, mass) => sum + mass, 0);
  return gridOf({ min: low, width, size, masses: masses.map((mass) => mass / total), scale });
}

interface NumberGrid extends Pick<ParameterGrid, 'size' | 'masses'> {
  readonly min: number;
  readonly width: number;
  scale(value: number): number;
}

function gridOf({ min, width, size, masses, scale }: NumberGrid): ParameterGrid {
  return {
    ...{ size, masses, isCategorical: false },
    // A value in the middle between two points belongs to the lower one, as in Optuna.
    placeOf: (value) =>
      Math.min(size - 1, Math.max(0, Math.ceil((scale(Number(value)) - min) / width - 0.5))),
  };
}
