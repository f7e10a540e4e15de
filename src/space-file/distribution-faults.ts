import type { Distribution, DistributionOf, Grid, Normal } from '../study/distribution.ts';
import type { Path } from './document/space-document.ts';
import type { Finding } from './finding.ts';

/** Contradictions between the fields of one distribution, each of which obeys the schema. */
export function distributionFaults(distribution: Distribution, path: Path): Finding[] {
  switch (distribution.type) {
    case 'fixed':
      return [];
    case 'choice':
      return [...repeatedValues(distribution, path), ...weightFaults(distribution, path)];
    case 'int':
    case 'uniform':
      return distribution.min < distribution.max
        ? stepFault(distribution, path)
        : rangeFault(distribution, path);
    case 'normal':
    case 'logNormal':
      return [...rangeFault(distribution, path), ...tailFault(distribution, path)];
    default:
      return rangeFault(distribution, path);
  }
}

/** Three standard deviations contain 99.7 % of the draws: those must fit into doubles. */
function tailFault({ type, mean, std, min, max }: Normal, path: Path): Finding[] {
  const isLog = type === 'logNormal';
  const most = isLog ? 709 : Number.MAX_VALUE;
  const scaled = (bound: number) => (isLog ? Math.log(Math.max(bound, 0)) : bound);
  const low = Math.max(mean - 3 * std, min === undefined ? Number.NEGATIVE_INFINITY : scaled(min));
  const high = Math.min(mean + 3 * std, max === undefined ? Number.POSITIVE_INFINITY : scaled(max));
  if (low >= -most && high <= most) return [];
  const what = isLog ? 'of ln x ' : '';
  const constraint = `must have the values ${what}within 3 std (${std}) of it between ${-most} and ${most}, or cut off by min and max`;
  return [{ path: [...path, 'mean'], constraint, value: mean }];
}

function rangeFault({ min, max }: { min?: number; max?: number }, path: Path): Finding[] {
  if (min === undefined || max === undefined || min < max) return [];
  const hint = min === max ? `to fix it, write "${String(path.at(-1))}": ${min}` : undefined;
  return [{ path: [...path, 'min'], constraint: `must be below max (${max})`, value: min, hint }];
}

function stepFault({ min, max, step }: Grid, path: Path): Finding[] {
  if (step === undefined) return [];
  const place = [...path, 'step'];
  if (!Number.isFinite(max - min)) {
    return [{ path: place, constraint: 'must go with a range whose width is a finite number', value: step }];
  }
  const finest = finestStep(Math.max(Math.abs(min), Math.abs(max)));
  if (step < finest) {
    const constraint = `must be at least ${finest}: between ${min} and ${max}, numbers with 15 digits lie no closer`;
    return [{ path: place, constraint, value: step }];
  }
  const steps = (max - min) / step;
  // Decimal steps divide decimal ranges up to rounding; written so that an infinite range does not pass either.
  if (steps > 0.5 && Math.abs(steps - Math.round(steps)) <= 1e-9 * Math.max(1, steps)) return [];
  const fitting = [Math.floor(steps), Math.ceil(steps)].filter((whole) => whole > 0);
  const maxima = fitting
    .map((whole) => Number((min + whole * step).toPrecision(12)))
    .filter((maximum) => Number.isFinite(maximum) && maximum > min);
  const constraint = `must divide the range from ${min} to ${max} evenly`;
  const hint = maxima.length === 0 ? undefined : `max ${maxima.join(' or ')} would fit`;
  return [{ path: place, constraint, value: step, hint }];
}

/** The distance of neighbouring numbers of this `size` with 15 significant digits, to which distribution.ts rounds. */
function finestStep(size: number): number {
  return Number(`1e${Math.floor(Math.log10(size)) - 14}`);
}

function repeatedValues({ values }: DistributionOf<'choice'>, path: Path): Finding[] {
  const seen = new Set<unknown>();
  return values.flatMap((value, index) => {
    const isRepeated = seen.has(value);
    seen.add(value);
    return isRepeated
      ? [{ path: [...path, 'values', index], constraint: 'must not repeat an earlier value', value }]
      : [];
  });
}

function weightFaults({ values, weights }: DistributionOf<'choice'>, path: Path): Finding[] {
  if (weights === undefined) return [];
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const constraints = [
    ...(weights.length === values.length
      ? []
      : [`must give one weight for each of the ${values.length} values`]),
    ...(total === 0 ? ['must not all be zero'] : []),
    ...(Number.isFinite(total) ? [] : ['must have a finite sum']),
  ];
  return constraints.map((constraint) => ({ path: [...path, 'weights'], constraint, value: weights }));
}
