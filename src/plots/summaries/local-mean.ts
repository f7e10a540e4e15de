import { meanOf } from '../../statistics/mean.ts';
import { usualDeviations } from '../../statistics/significance.ts';
import { extentOf } from '../axes/scale.ts';

/** A mean around a place, with the bounds of its 95 % interval. */
export interface LocalMean {
  readonly place: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

const steps = 60;
/** With fewer effective values around a place, its mean is not shown. */
const fewestAround = 8;

/**
 * The Nadaraya–Watson mean of y over x in 0 to 1, at equal steps, with a Gaussian kernel whose width falls with the
 * fifth root of the number of values; its interval is from the weighted variance and the effective number of values.
 */
export function localMeans(x: ArrayLike<number>, y: ArrayLike<number>): LocalMean[] {
  const width = 0.25 * Math.exp(-Math.log(Math.max(1, x.length)) / 5);
  const { min, max } = extentOf(Array.from(x));
  const means: LocalMean[] = [];
  for (let step = 0; step <= steps; step++) {
    const place = step / steps;
    if (place < min - width / 2 || place > max + width / 2) continue;
    let [sum, squares, sumY, sumYY] = [0, 0, 0, 0];
    for (let at = 0; at < x.length; at++) {
      const distance = ((x[at] as number) - place) / width;
      const value = y[at] as number;
      if (!(Math.abs(distance) < 4) || Number.isNaN(value)) continue;
      const weight = Math.exp(-0.5 * distance * distance);
      sum += weight;
      squares += weight * weight;
      sumY += weight * value;
      sumYY += weight * value * value;
    }
    const effective = (sum * sum) / squares;
    if (!(effective >= fewestAround)) continue;
    const mean = sumY / sum;
    const spread = Math.sqrt(Math.max(0, sumYY / sum - mean * mean) / (effective - 1));
    means.push({ place, mean, low: mean - usualDeviations * spread, high: mean + usualDeviations * spread });
  }
  return means;
}

/** The mean at each distinct place with enough values, ascending, with the same interval. */
export function meanOfPlace(x: readonly number[], y: readonly number[]): LocalMean[] {
  const places = [...new Set(x)].sort((one, other) => one - other);
  return places.flatMap((place) => {
    const values = y.filter((_value, at) => x[at] === place);
    if (values.length < fewestAround) return [];
    const mean = meanOf(values);
    const squares = meanOf(values.map((value) => value * value));
    const spread = Math.sqrt(Math.max(0, squares - mean * mean) / (values.length - 1));
    return [{ place, mean, low: mean - usualDeviations * spread, high: mean + usualDeviations * spread }];
  });
}
