import { defaultSplit } from '../../study/study-spec.ts';
import { splitColumns } from '../column-faults.ts';
import { type Finding, valueAt } from '../finding.ts';
import { parseWhatStands } from '../partial-parse.ts';
import { dataKind } from './data-kind.ts';
import { splitSchema } from './split-schema.ts';

/** Constraints between the fields of `data.split`. */
export function splitFaults(content: unknown): Finding[] {
  const path = ['data', 'split'];
  const split = parseWhatStands(splitSchema, valueAt(content, path)) ?? {};
  return [
    ...contradictions(split),
    ...(split.column === undefined && !mayAssignTest(content) ? fractionFaults(split) : []),
  ].map(({ path: rest, ...finding }) => ({ path: [...path, ...rest], ...finding }));
}

type Split = NonNullable<ReturnType<typeof parseWhatStands<typeof splitSchema>>>;

function contradictions(split: Split): Finding[] {
  const { column, time, test, stratify } = split;
  const faults: Finding[] = foldFaults(split);
  if (column !== undefined && test !== undefined) {
    const constraint = 'must be left out with a split column, whose cells name the test rows';
    faults.push({ path: ['test'], constraint, value: test });
  }
  if (time !== undefined && stratify === true) {
    const constraint = 'must be left out with time, which alone decides where a row goes';
    faults.push({ path: ['stratify'], constraint, value: stratify });
  }
  splitColumns.forEach((field, index) => {
    const name = split[field];
    const same = splitColumns.slice(0, index).find((other) => split[other] === name);
    if (name === undefined || same === undefined) return;
    const constraint = `must not be the column of data.split.${same}`;
    faults.push({ path: [field], constraint, value: name });
  });
  return faults;
}

function foldFaults({ folds, repeats, validation, time }: Split): Finding[] {
  const faults: Finding[] = [];
  if (folds !== undefined && validation !== undefined) {
    const constraint = 'must be left out with folds, which judge every row that is not a test row';
    faults.push({ path: ['validation'], constraint, value: validation });
  }
  if (repeats === undefined) return faults;
  const reason =
    folds === undefined
      ? 'must go with folds'
      : time === undefined
        ? undefined
        : 'must be left out with time, by which rows are divided in one way only';
  if (reason !== undefined) faults.push({ path: ['repeats'], constraint: reason, value: repeats });
  return faults;
}

/** Whether the test rows may be those of the data, which leave no share to draw: paths that name splits, folders, or arrays. */
function mayAssignTest(content: unknown): boolean {
  const path = valueAt(content, ['data', 'path']);
  const isBySplit = typeof path === 'object' && path !== null && !Array.isArray(path);
  const isUnasked = valueAt(content, ['data', 'split', 'test']) === undefined;
  return isBySplit || (isUnasked && dataKind(content) !== 'table');
}

function fractionFaults(split: Split): Finding[] {
  const { validation, test } = { ...defaultSplit, ...split };
  if (split.validation === undefined || validation + test < 1) return [];
  const constraint = `validation (${validation}) and test (${test}) must add up to less than 1`;
  return [{ path: [], constraint, hint: 'the rest is for training' }];
}
