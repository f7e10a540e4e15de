import { isActive, type Parameter } from '../../study/search-space.ts';
import type { ImportanceQuestion } from '../importance.ts';
import { type ParameterGrid, parameterGrid } from '../parameter-grid.ts';

/** A parameter's grid points in the trials, best trial first. */
export interface RankedParameter {
  readonly name: string;
  readonly grid: ParameterGrid;
  /** By rank; −1 where the parameter is not active. */
  readonly places: Int16Array;
}

export interface RankedTrials {
  readonly parameters: readonly RankedParameter[];
  /** By rank; infinite for trials that were pruned or failed, which are never among the best. */
  readonly losses: Float64Array;
}

/** The trials of a question by loss, ties by number, with every parameter that has more than one value. */
export function rankedTrials({
  space,
  observations,
}: Pick<ImportanceQuestion, 'space' | 'observations'>): RankedTrials {
  const ranked = observations
    .map(({ config, loss = Number.POSITIVE_INFINITY }) => ({ config, loss }))
    .sort((one, other) => (one.loss === other.loss ? 0 : one.loss - other.loss));
  const parameters = space.flatMap((parameter): RankedParameter[] => {
    const grid = parameterGrid(parameter.distribution);
    if (grid === undefined) return [];
    const places = Int16Array.from(ranked, ({ config }) => placeIn(grid, parameter, config));
    return [{ name: parameter.name, grid, places }];
  });
  return { parameters, losses: Float64Array.from(ranked, ({ loss }) => loss) };
}

function placeIn(grid: ParameterGrid, parameter: Parameter, config: Parameters<typeof isActive>[1]): number {
  const value = config[parameter.name];
  return value === undefined || !isActive(parameter, config) ? -1 : grid.placeOf(value);
}

/**
 * How many of the first trials count as the best: those whose loss is not above that of the last of the share, with
 * `weights` counting trials more than once. Never a trial without a loss.
 */
export function bestCount(losses: Float64Array, share: number, weights?: Float64Array): number {
  let total = losses.length;
  if (weights !== undefined) total = weights.reduce((sum, weight) => sum + weight, 0);
  const wanted = Math.ceil(share * total);
  let seen = 0;
  let count = 0;
  while (count < losses.length && seen < wanted && (losses[count] as number) < Number.POSITIVE_INFINITY) {
    seen += weights?.[count] ?? 1;
    count++;
  }
  while (count > 0 && count < losses.length && losses[count] === losses[count - 1]) count++;
  return count;
}
