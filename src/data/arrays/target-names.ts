import { didYouMean } from '../../faults/did-you-mean.ts';
import { FaultsError } from '../../faults/errors.ts';
import type { DataSpec } from '../../study/study-spec.ts';
import type { NamedTarget } from '../raw-data.ts';
import { withClassNames } from './array-target.ts';
import { type GatheredArray, rowSize } from './gather-arrays.ts';

/** The names of targets and classes in a request. */
export type TargetNaming = Pick<DataSpec, 'classes' | 'targetNames' | 'targetWeights' | 'task'>;

/** The names of the targets in the rows of arrays, where the request has them. */
export function namesByArray(
  arrays: readonly GatheredArray[],
  { targetNames }: TargetNaming,
  file: string,
): ReadonlyMap<GatheredArray, readonly string[]> {
  const fault = (constraint: string, value: unknown) =>
    new FaultsError([{ file, field: 'data.targetNames', constraint, value }]);
  const [first] = arrays;
  if (targetNames === undefined || first === undefined) return new Map();
  if (Array.isArray(targetNames) && arrays.length > 1)
    throw fault('must be an object of arrays and their names, where there are several arrays', targetNames);
  const lists: [string, readonly string[]][] = Array.isArray(targetNames)
    ? [[first.name, targetNames]]
    : Object.entries(targetNames);
  return new Map(
    lists.map(([name, names]) => {
      const array = arrays.find((each) => each.name === name);
      if (array === undefined) throw fault('must name arrays of data.target', name);
      if (names.length === rowSize(array)) return [array, names];
      throw fault(
        `must have ${rowSize(array)} names for ${name}, one for each number of a row`,
        names.length,
      );
    }),
  );
}

/** FaultsError where the request names targets in the rows of an array, and a row has one value, or is one class. */
export function refuseNames(
  array: GatheredArray,
  names: readonly string[] | undefined,
  meaning: 'value' | 'oneHot',
  file: string,
): void {
  if (names === undefined) return;
  const reason =
    meaning === 'value'
      ? 'whose rows have one value'
      : 'whose rows are one class each: data.classes names these';
  const constraint = `must be left out for ${array.name}, ${reason}`;
  throw new FaultsError([{ file, field: 'data.targetNames', constraint, value: names }]);
}

/** The one target of classes with their names. */
export function withNames(
  parts: readonly NamedTarget[],
  { classes }: TargetNaming,
  file: string,
): readonly NamedTarget[] {
  if (classes === undefined) return parts;
  const ofClasses = parts.filter(({ target }) => target.kind === 'classification');
  if (parts.length > 1 && ofClasses.length !== 1) {
    const constraint = `must go with one target of classes, and there are ${ofClasses.length}`;
    throw new FaultsError([{ file, field: 'data.classes', constraint, value: classes }]);
  }
  return parts.map((part) =>
    parts.length > 1 && part !== ofClasses[0]
      ? part
      : { ...part, target: withClassNames(part.target, classes, part.name, file) },
  );
}

/** FaultsError for two targets of one name, and for weights and tasks of targets that there are not. */
export function requireNames(
  parts: readonly NamedTarget[],
  arrays: readonly GatheredArray[],
  { targetWeights = {}, task }: TargetNaming,
  file: string,
): void {
  const names = parts.map(({ name }) => name);
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) {
    const constraint = 'must give each target a name of its own';
    throw new FaultsError([{ file, field: 'data.targetNames', constraint, value: repeated }]);
  }
  requireKnown('data.targetWeights', targetWeights, names, file);
  const named = typeof task === 'object' ? task : {};
  requireKnown('data.task', named, [...new Set([...arrays.map(({ name }) => name), ...names])], file);
}

function requireKnown(field: string, named: object, names: readonly string[], file: string): void {
  const unknown = Object.keys(named).find((name) => !names.includes(name));
  if (unknown === undefined) return;
  const hint = didYouMean(unknown, names) ?? `the targets are ${listed(names)}`;
  throw new FaultsError([
    { file, field: `${field}.${unknown}`, constraint: 'must be one of the targets', hint },
  ]);
}

/** The first names and the last. */
export function listed(names: readonly string[]): string {
  return names.length > 5 ? `${names.slice(0, 3).join(', ')}, …, ${names.at(-1)}` : names.join(', ');
}
