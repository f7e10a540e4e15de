import { percentileInterval } from '../../statistics/bootstrap.ts';
import type { Interval } from '../../statistics/mean-interval.ts';
import { power } from '../../statistics/power.ts';
import type { Random } from '../../statistics/random.ts';

/** An error that falls with the number of rows: floor + scale · rows^−exponent, with a floor and a scale of at least 0. */
export interface PowerLaw {
  readonly floor: number;
  readonly scale: number;
  readonly exponent: number;
}

export interface CurvePoint {
  readonly rows: number;
  readonly error: number;
}

/** Learning curves fall no faster: beyond it only the floor is left to fit. */
const largestExponent = 2;
const exponents = 40;
const refinements = 30;
const resamples = 500;
/** A power law has three fitted parameters, which make the residuals too small. */
const parameters = 3;

export function errorAt({ floor, scale, exponent }: PowerLaw, rows: number): number {
  return floor + scale * power(rows, -exponent);
}

/** The least-squares power law of at least three points: linear for each exponent, which a search minimises. */
export function fitPowerLaw(points: readonly CurvePoint[]): PowerLaw {
  const at = (exponent: number) => fitLinear(points, exponent);
  const step = largestExponent / exponents;
  let best = at(step);
  for (let index = 2; index <= exponents; index++) {
    const next = at(index * step);
    if (next.squares < best.squares) best = next;
  }
  let width = step;
  for (let round = 0; round < refinements; round++) {
    width *= 0.6;
    for (const side of [-1, 1]) {
      const exponent = best.law.exponent + side * width;
      if (exponent <= 0 || exponent > largestExponent) continue;
      const next = at(exponent);
      if (next.squares < best.squares) best = next;
    }
  }
  return best.law;
}

function fitLinear(points: readonly CurvePoint[], exponent: number): { law: PowerLaw; squares: number } {
  const x = points.map(({ rows }) => power(rows, -exponent));
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanX, meanY] = [mean(x), mean(points.map(({ error }) => error))];
  const spread = x.reduce((sum, value) => sum + (value - meanX) ** 2, 0);
  const covariance = points.reduce(
    (sum, { error }, at) => sum + ((x[at] as number) - meanX) * (error - meanY),
    0,
  );
  let scale = Math.max(0, covariance / spread);
  let floor = meanY - scale * meanX;
  if (floor < 0) {
    floor = 0;
    const product = points.reduce((sum, { error }, at) => sum + (x[at] as number) * error, 0);
    scale = Math.max(0, product / x.reduce((sum, value) => sum + value * value, 0));
  }
  const law = { floor, scale, exponent };
  const squares = points.reduce(
    (sum, { error }, at) => sum + (error - floor - scale * (x[at] as number)) ** 2,
    0,
  );
  return { law, squares };
}

export interface Extrapolation extends Interval {
  readonly value: number;
}

/**
 * A statistic of the fitted law with its interval, by a wild bootstrap of the residuals, whose size may vary with the
 * number of rows (Wu, Annals of Statistics 14, 1986), enlarged for the parameters that were fitted and the `adjusted` ones
 * that were estimated before.
 */
export function extrapolate(
  points: readonly CurvePoint[],
  statistics: readonly ((law: PowerLaw) => number)[],
  adjusted: number,
  random: Random,
): Extrapolation[] {
  const law = fitPowerLaw(points);
  const enlarged = Math.sqrt(points.length / Math.max(1, points.length - parameters - adjusted));
  const fits = Array.from({ length: resamples }, () =>
    fitPowerLaw(
      points.map(({ rows, error }) => {
        const fitted = errorAt(law, rows);
        const residual = enlarged * (error - fitted);
        return { rows, error: fitted + (random.next() < 0.5 ? residual : -residual) };
      }),
    ),
  );
  return statistics.map((statistic) => ({
    value: statistic(law),
    ...percentileInterval(Float64Array.from(fits, statistic)),
  }));
}
