import type { Finding } from '../space-file/finding.ts';
import { rowShape } from '../study/inputs/row-shape.ts';
import { partsOf } from '../study/outputs/task-parts.ts';
import type { ArrayPart, Preprocessing } from '../study/pipeline.ts';
import type { StudyRecord } from './study-record.ts';

type StoredPipeline = NonNullable<StudyRecord['pipeline']>;

/** Faults of a stored pipeline that no schema expresses; paths begin at the study. */
export function pipelineContradictions({ features, task, ...rows }: StoredPipeline): Finding[] {
  return [
    ...inputFaults(rows, ['pipeline']),
    ...(features === undefined ? [] : inputFaults(features, ['pipeline', 'features'])),
    ...weightFaults(task),
    ...quantileFaults(task),
  ];
}

function inputFaults(
  { preprocessing, inputShape }: Pick<StoredPipeline, 'preprocessing' | 'inputShape'>,
  owner: readonly string[],
): Finding[] {
  const path = [...owner, 'preprocessing'];
  const faults: Finding[] = [];
  const expected = rowShape(preprocessing as Preprocessing);
  const isExpected =
    expected === undefined ? inputShape.length === 3 : String(inputShape) === String(expected);
  if (!isExpected) {
    const constraint =
      expected === undefined
        ? 'must be height, width and channels'
        : `must be [${expected.join(', ')}], as the inputs say`;
    faults.push({ path: [...owner, 'inputShape'], constraint, value: inputShape });
  }
  if (preprocessing.kind === 'arrays') {
    (preprocessing.parts as readonly ArrayPart[]).forEach((part, place) => {
      if (part.tokens !== undefined || [1, part.shape.at(-1)].includes(part.scales.length)) return;
      const constraint = 'must have one scale, or one for each index of the last axis';
      faults.push({ path: [...path, 'parts', place, 'scales'], constraint, value: part.scales.length });
    });
  }
  if (preprocessing.kind === 'table' && preprocessing.parts !== undefined) {
    const inParts = preprocessing.parts.flatMap(({ columns }) => columns);
    const names = preprocessing.columns.map(({ name }) => name);
    if (String(inParts.toSorted()) !== String(names.toSorted()))
      faults.push({ path: [...path, 'parts'], constraint: 'must have each column once', value: inParts });
  }
  return faults;
}

/** Above the rounding of the sum of a thousand shares, and below any change of them that a person writes. */
const roundedSum = 1e-9;

function weightFaults(task: StoredPipeline['task']): Finding[] {
  if (task.kind !== 'joint') return [];
  const sum = task.parts.reduce((total, { weight }) => total + weight, 0);
  if (Math.abs(sum - 1) <= roundedSum) return [];
  const constraint = 'must have parts whose weights sum to 1';
  return [{ path: ['pipeline', 'task', 'parts'], constraint, value: sum }];
}

function quantileFaults(task: StoredPipeline['task']): Finding[] {
  return partsOf(task).flatMap(({ task: each }) => {
    const quantiles = each.kind === 'regression' ? each.quantiles : undefined;
    if (quantiles === undefined) return [];
    const isAscending = quantiles.every(
      (level, place) => place === 0 || level > (quantiles[place - 1] as number),
    );
    if (isAscending) return [];
    return [{ path: ['pipeline', 'task', 'quantiles'], constraint: 'must ascend', value: quantiles }];
  });
}
