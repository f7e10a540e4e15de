import { fitYeoJohnson } from '../../statistics/fit-yeo-johnson.ts';
import { scaledTarget, transformed } from '../../study/outputs/target-scale.ts';
import { targetColumns } from '../../study/outputs/task-widths.ts';
import type { TargetTransformName } from '../../study/study-spec.ts';
import type { TargetTransform, Task } from '../dataset.ts';
import type { RawTarget } from '../raw-data.ts';
import { sharedFloats } from '../shared-memory.ts';
import { meanAndStd } from './fit-scale.ts';

/** The task of a target; a transform, the mean and the deviation are fitted to the given rows alone. */
export function fitTask(target: RawTarget, train: Int32Array, name?: TargetTransformName): Task {
  const { missing } = target;
  const words = missing === undefined ? {} : { missing };
  if (target.kind === 'classification') return { kind: 'classification', classes: target.classes, ...words };
  const values = Float64Array.from(train, (row) => target.values[row] as number);
  const transform = name && fitTransform(name, values);
  return {
    kind: 'regression',
    target: target.name,
    ...meanAndStd(transform ? values.map((value) => transformed(value, transform)) : values),
    ...(transform && { transform }),
    ...(target.form && { form: target.form }),
    ...words,
  };
}

function fitTransform(name: TargetTransformName, values: Float64Array): TargetTransform {
  if (name !== 'power') return { kind: name };
  const lambda = fitYeoJohnson(values);
  const [smallest, largest] = rangeOf(values);
  const range = largest - smallest;
  return {
    kind: 'power',
    lambda,
    ...(lambda > 2 && { low: smallest - range }),
    ...(lambda < 0 && { high: largest + range }),
  };
}

function rangeOf(values: Float64Array): [smallest: number, largest: number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [low, high];
}

/** [rows] class indices or scaled targets, on shared memory. */
export function encodeTarget(target: RawTarget, task: Task, rows: Int32Array): Float32Array {
  const y = sharedFloats(rows.length * targetColumns(task));
  if (target.kind === 'classification') {
    y.set(rows.map((row) => target.labels[row] as number));
  } else if (task.kind === 'regression') {
    rows.forEach((row, index) => {
      y[index] = scaledTarget(target.values[row] as number, task);
    });
  }
  return y;
}
