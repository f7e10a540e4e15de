import type { Axis } from '../../plots/study-head.ts';
import { type Distribution, quantile, type Value } from '../../study/distribution.ts';
import { extentOf, possibleValues } from '../../study/distribution-range.ts';
import { isLogarithmic } from '../../study/edge.ts';
import type { Parameter } from '../../study/search-space.ts';
import type { StudySpec } from '../../study/study-spec.ts';

/** The parameters of a study: those with more than one value as axes, and the values of the others. */
export interface StudyAxes {
  readonly axes: readonly Axis[];
  readonly fixed: Readonly<Record<string, Value>>;
}

/** The axes of the space and of all its stages, in the order of the space. */
export function axesOf({ space, search }: Pick<StudySpec, 'space' | 'search'>): StudyAxes {
  const spaces = [space, ...(search.stages ?? []).map((stage) => stage.space)];
  const names = new Set(spaces.flatMap((each) => each.map(({ name }) => name)));
  const axes: Axis[] = [];
  const fixed: Record<string, Value> = {};
  for (const name of names) {
    const found = spaces.flatMap((each) => each.filter((parameter) => parameter.name === name));
    const only = onlyValue(found);
    if (only === undefined) axes.push(axisOf(found, found.length < spaces.length));
    else fixed[name] = only;
  }
  return { axes, fixed };
}

function onlyValue(found: readonly Parameter[]): Value | undefined {
  const lists = found.map(({ distribution }) => possibleValues(distribution, 2));
  if (lists.some((list) => list === undefined)) return undefined;
  const values = new Set(lists.flatMap((list) => list ?? []));
  return values.size === 1 ? [...values][0] : undefined;
}

function axisOf(found: readonly Parameter[], isMissing: boolean): Axis {
  const [{ name }] = found as [Parameter];
  const isConditional = isMissing || found.some(({ when }) => Object.keys(when ?? {}).length > 0);
  const distributions = found.map(({ distribution }) => distribution);
  const ranges = distributions.filter((each) => extentOf(each) !== undefined);
  if (ranges.length === 0 || distributions.some(({ type }) => type === 'choice')) {
    const values = [...new Set(distributions.flatMap((each) => possibleValues(each) ?? []))];
    const places = { min: 0, max: values.length - 1, isInteger: true };
    return { name, kind: 'choice', scale: 'linear', ...places, values, isConditional };
  }
  const isLog = ranges.some(isLogarithmic);
  const ends = distributions.flatMap(endsOf).filter((end) => !isLog || end > 0);
  return {
    ...{ name, kind: 'number', scale: isLog ? 'log' : 'linear' },
    ...{ min: Math.min(...ends), max: Math.max(...ends) },
    isInteger: ranges.every(({ type }) => type === 'int' || type === 'logInt'),
    ...{ values: [], isConditional },
  };
}

/** The bounds; of a normal without them the values between which all but two in a thousand lie. */
function endsOf(distribution: Distribution): number[] {
  switch (distribution.type) {
    case 'fixed':
    case 'choice':
      return possibleValues(distribution)?.filter((value) => typeof value === 'number') ?? [];
    case 'normal':
    case 'logNormal': {
      const { min = quantile(distribution, 0.001), max = quantile(distribution, 0.999) } = distribution;
      return [min as number, max as number];
    }
    default:
      return [distribution.min, distribution.max];
  }
}
