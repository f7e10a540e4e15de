import type { DataSpec } from '../../study/study-spec.ts';
import { splitNames } from '../dataset.ts';
import { FaultList } from '../fault-list.ts';
import { arrayFault, flatHint } from '../formats/arrays/named-array.ts';
import type { RawData } from '../raw-data.ts';
import type { Reading } from '../source-problem.ts';
import { inputsOfArrays } from './array-inputs.ts';
import { rolesOf } from './array-roles.ts';
import { targetsOfArrays } from './array-targets.ts';
import { type ArrayGroup, type GatheredArray, gatherArrays } from './gather-arrays.ts';
import { unevenFault } from './padded-sequences.ts';

/**
 * The rows of arrays, from files or a program: one input or several, and a target or several. FaultsError where the arrays have
 * no such roles, unlike numbers of rows, or unusable values.
 */
export function rawOfArrays(
  groups: readonly ArrayGroup[],
  spec: DataSpec,
  { isTolerant = false }: Pick<Reading, 'isTolerant'>,
): RawData {
  const file = groups[0]?.file ?? '';
  const { inputs, targets, lengths, leftOut } = rolesOf(gatherArrays(groups), spec, file);
  const [first] = targets;
  if (first.shape[0] === 0) throw arrayFault({ file, field: first.name }, 'must have a row');
  for (const array of [...inputs, ...targets, ...(lengths ? [lengths] : [])])
    requireSameRows(array, first, file);
  for (const { name, lengths: uneven } of targets)
    if (uneven) throw unevenFault(uneven, { file, field: name });
  const faults = new FaultList(file, isTolerant, { placeWord: 'row' });
  const read = inputsOfArrays(inputs, spec, file, lengths);
  const { notes, ...ofTargets } = targetsOfArrays(targets, spec, faults);
  faults.throwIfAny();
  const assigned = assignedSplits(first);
  return {
    file,
    inputs: read.inputs,
    ...ofTargets,
    rowNumbers: Int32Array.from({ length: first.shape[0] ?? 0 }, (_, row) => row),
    ...(assigned && { assigned }),
    notes: [...read.notes, ...notes, ...leftOutNote(leftOut)],
    problems: faults.problems(),
  };
}

function requireSameRows(input: GatheredArray, target: GatheredArray, file: string): void {
  const text = ({ pieces }: GatheredArray) =>
    pieces.map(({ rows, split }) => (split === undefined ? `${rows}` : `${rows} of ${split}`)).join(', ');
  if (text(input) === text(target)) return;
  const constraint = `must have as many rows as ${target.name}: ${text(target)}`;
  throw arrayFault({ file, field: input.name }, constraint, {
    value: text(input),
    ...rowsHint(input, target),
  });
}

/** Flat values that may be rows of some numbers each. */
function rowsHint(input: GatheredArray, target: GatheredArray): { readonly hint?: string } {
  const [rows = 0] = target.shape;
  const size = (input.shape[0] ?? 0) / rows;
  return Number.isInteger(size) && size > 1 ? flatHint(input, [size]) : {};
}

function assignedSplits({ pieces, shape }: GatheredArray): Uint8Array | undefined {
  if (pieces.every(({ split }) => split === undefined)) return undefined;
  const assigned = new Uint8Array(shape[0] ?? 0);
  let at = 0;
  for (const { rows, split } of pieces) {
    assigned.fill(splitNames.indexOf(split ?? 'train'), at, at + rows);
    at += rows;
  }
  return assigned;
}

function leftOutNote(names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const arrays = names.length === 1 ? 'array' : 'arrays';
  return [
    `the ${arrays} ${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} no input; data.inputs names the inputs`,
  ];
}
