import { type Configuration, isActive, type Parameter, type SearchSpace } from '../../study/search-space.ts';
import { isNumeric, unitPlace } from '../unit-place.ts';

/**
 * One coordinate of a configuration. Two numbers, on [0, 1], are their difference apart; two different categories are 1
 * apart.
 */
export interface Column {
  readonly isCategory: boolean;
  of(config: Configuration): number;
}

/** An inactive number is in the middle, at most half of the range away from any other. */
const inactiveNumber = 0.5;
const inactiveCategory = -1;

/**
 * The columns of a space: for a number its place on the unit interval, on which its distribution is uniform, for a choice
 * its index, and for each condition of numbers whether they are active.
 */
export function columnsOf(space: SearchSpace): readonly Column[] {
  return [...space.flatMap(valueColumn), ...activityColumns(space)];
}

/** The points [configurations, columns] of configurations. */
export function pointsOf(columns: readonly Column[], configs: readonly Configuration[]): Float64Array {
  const points = new Float64Array(configs.length * columns.length);
  let at = 0;
  for (const config of configs) for (const column of columns) points[at++] = column.of(config);
  return points;
}

function valueColumn({ name, distribution }: Parameter): Column[] {
  if (distribution.type === 'fixed') return [];
  if (isNumeric(distribution)) {
    const of = ({ [name]: value }: Configuration) =>
      value === undefined ? inactiveNumber : unitPlace(distribution, value).at;
    return [{ isCategory: false, of }];
  }
  const { values } = distribution;
  if (values.length === 1) return [];
  const of = ({ [name]: value }: Configuration) =>
    value === undefined ? inactiveCategory : values.indexOf(value);
  return [{ isCategory: true, of }];
}

/** Without these a number at its middle would be the same as an inactive one. */
function activityColumns(space: SearchSpace): Column[] {
  const conditional = space.filter(({ distribution, when }) => when !== undefined && isNumeric(distribution));
  const byCondition = new Map(conditional.map((parameter) => [JSON.stringify(parameter.when), parameter]));
  return [...byCondition.values()].map((parameter) => ({
    isCategory: true,
    of: (config) => (isActive(parameter, config) ? 1 : 0),
  }));
}
