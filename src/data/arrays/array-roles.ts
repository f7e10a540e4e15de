import { didYouMean } from '../../faults/did-you-mean.ts';
import { FaultsError } from '../../faults/errors.ts';
import type { DataSpec } from '../../study/study-spec.ts';
import { isInputStem, isTargetStem } from './array-names.ts';
import { arrayOfName, type GatheredArray } from './gather-arrays.ts';

type RoleRequest = Pick<DataSpec, 'target' | 'inputs' | 'exclude' | 'lengths'>;

/** Which arrays are the inputs and the targets. */
export interface ArrayRoles {
  readonly inputs: readonly GatheredArray[];
  readonly targets: readonly [GatheredArray, ...GatheredArray[]];
  /** The steps of each row. */
  readonly lengths?: GatheredArray;
  /** Names of the others. */
  readonly leftOut: readonly string[];
}

/**
 * The arrays that the request names; else the one target is y or labels, and the inputs are x or images, or all others where
 * no name says it. FaultsError for a name that no array has, and where the target cannot be told.
 */
export function rolesOf(arrays: readonly GatheredArray[], request: RoleRequest, file: string): ArrayRoles {
  const find = (name: string, field: string) => {
    const found = arrayOfName(arrays, name);
    if (found !== undefined) return found;
    const hint = didYouMean(name, namesOf(arrays)) ?? `its arrays are ${namesOf(arrays).join(', ')}`;
    throw new FaultsError([{ file, field, constraint: 'must name an array of the data', value: name, hint }]);
  };
  const excluded = new Set(request.exclude.map((name) => find(name, 'data.exclude')));
  const kept = arrays.filter((array) => !excluded.has(array));
  const [first, ...more] = [request.target ?? []].flat().map((name) => find(name, 'data.target'));
  const targets = [first ?? inferTarget(kept, file), ...more] as const;
  const repeated = targets.find((target, index) => targets.indexOf(target) !== index);
  if (repeated !== undefined) {
    const constraint = 'must name each array once';
    throw new FaultsError([{ file, field: 'data.target', constraint, value: repeated.name }]);
  }
  const lengths = request.lengths === undefined ? undefined : find(request.lengths, 'data.lengths');
  const isTaken = (array: GatheredArray) =>
    targets.includes(array) || excluded.has(array) || array === lengths;
  const others = arrays.filter((array) => !isTaken(array));
  const given = Array.isArray(request.inputs) ? request.inputs : undefined;
  const named = given?.map((name) => find(name, 'data.inputs'));
  const known = others.filter(({ name }) => isInputStem(name));
  const inputs = named ?? (known.length > 0 ? known : others);
  if (named === undefined && inputs.length === 0) {
    const [field, constraint] =
      excluded.size === 0
        ? ['data.arrays', 'must have an input beside the target']
        : ['data.exclude', 'must leave an array as an input beside the target'];
    const value = excluded.size === 0 ? namesOf(arrays) : request.exclude;
    throw new FaultsError([{ file, field, constraint, value }]);
  }
  const [misplaced] = inputs.filter(isTaken);
  if (misplaced !== undefined || inputs.length === 0) {
    const constraint = 'must name an array that is neither a target nor excluded';
    throw new FaultsError([{ file, field: 'data.inputs', constraint, value: misplaced?.name ?? 'none' }]);
  }
  if (lengths !== undefined && targets.includes(lengths)) {
    const constraint = 'must name an array that is not the target';
    throw new FaultsError([{ file, field: 'data.lengths', constraint, value: lengths.name }]);
  }
  return {
    inputs,
    targets,
    ...(lengths && { lengths }),
    leftOut: namesOf(others.filter((array) => !inputs.includes(array))),
  };
}

function inferTarget(arrays: readonly GatheredArray[], file: string): GatheredArray {
  const found = arrays.filter(({ name }) => isTargetStem(name));
  const [target] = found;
  if (target !== undefined && found.length === 1) return target;
  const constraint = 'must name the array to predict';
  const hint = arrays.length === 0 ? 'it has no arrays' : `its arrays are ${namesOf(arrays).join(', ')}`;
  throw new FaultsError([{ file, field: 'data.target', constraint, hint }]);
}

function namesOf(arrays: readonly GatheredArray[]): string[] {
  return arrays.map(({ name }) => name);
}
