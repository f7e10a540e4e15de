import { partViews } from '../../study/outputs/part-views.ts';
import { targetColumns } from '../../study/outputs/task-widths.ts';
import type { TargetArray } from '../../study/pipeline.ts';
import { cellsOfTarget } from '../arrays/array-target.ts';
import { columnsOfTarget } from '../arrays/array-targets.ts';
import { type GatheredArray, rowSize } from '../arrays/gather-arrays.ts';
import { arrayFault } from '../formats/arrays/named-array.ts';
import { targetEncoder } from '../preprocessing/target-encoder.ts';
import type { InputRequest } from './inputs.ts';

interface ReadTarget extends TargetArray {
  readonly array: GatheredArray;
}

/** [rows, targets] class indices, scaled targets, or labels. */
export function targetsOf(
  targets: readonly ReadTarget[],
  rows: number,
  { pipeline: { task, classNames } }: InputRequest,
  file: string,
): Float32Array {
  const columns = targets.flatMap((target) => {
    const place = { file, field: target.array.name };
    return columnsOf(target, rows, place).map((cells) => ({ cells, place }));
  });
  const views = partViews(task);
  const width = targetColumns(task);
  const y = new Float32Array(rows * width);
  for (const [at, { cells, place }] of columns.entries()) {
    const own = views[at]?.task;
    if (own === undefined) throw new Error('more columns of targets than the model has');
    const encode = targetEncoder(own);
    const names = own.kind === 'classification' ? classNames : undefined;
    for (let row = 0; row < rows; row++) {
      const cell = cells[row];
      const label = encode(names === undefined || typeof cell !== 'number' ? cell : (names[cell] ?? cell));
      if (typeof label === 'string')
        throw arrayFault(place, `${label}, and row ${row + 1} is not`, { value: cell });
      y[row * width + at] = label;
    }
  }
  return y;
}

/** The values of each target of an array. */
function columnsOf(
  { array, targets }: ReadTarget,
  rows: number,
  place: { readonly file: string; readonly field: string },
): readonly ArrayLike<unknown>[] {
  if (array.shape[0] !== rows)
    throw arrayFault(place, `must have ${rows} rows, as the inputs`, { value: array.shape[0] });
  if (targets === 1) return [cellsOfTarget(array, place.file)];
  if (rowSize(array) === targets) return columnsOfTarget(array);
  throw arrayFault(place, `must have ${targets} numbers a row, as in training`, { value: rowSize(array) });
}
