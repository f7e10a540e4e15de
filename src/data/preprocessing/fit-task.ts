import { fitYeoJohnson } from '../../statistics/fit-yeo-johnson.ts';
import { partViews } from '../../study/outputs/part-views.ts';
import { scaledTarget, transformed } from '../../study/outputs/target-scale.ts';
import { targetColumns } from '../../study/outputs/task-widths.ts';
import type { SingleTask } from '../../study/pipeline.ts';
import type { TargetTransformName } from '../../study/study-spec.ts';
import type { TargetTransform, Task } from '../dataset.ts';
import type { RawData, RawTarget } from '../raw-data.ts';
import { sharedFloats } from '../shared-memory.ts';
import { meanAndStd } from './fit-scale.ts';

/** How the task of a source is fitted. */
export interface TaskRequest {
  readonly transform?: TargetTransformName | undefined;
  /** The weights of several targets, by name; default 1 each. */
  readonly weights?: Readonly<Record<string, number>> | undefined;
}

type Targets = Pick<RawData, 'target' | 'targets'>;

/** The task of a source's targets; transforms, means and deviations are fitted to the given rows alone. */
export function fitTask(
  { target, targets }: Targets,
  train: Int32Array,
  { transform, weights = {} }: TaskRequest = {},
): Task {
  if (targets === undefined) return fitSingle(target, train, transform);
  const { parts, separator, missing } = targets;
  if (targets.kind === 'multilabel') {
    return {
      kind: 'multilabel',
      labels: parts.map(({ name }) => name),
      ...(separator !== undefined && { separator }),
      ...(missing !== undefined && { missing }),
    };
  }
  const weightOf = (name: string) => weights[name] ?? 1;
  const sum = parts.reduce((total, { name }) => total + weightOf(name), 0);
  return {
    kind: 'joint',
    parts: parts.map(({ name, target: own }) => ({
      name,
      weight: weightOf(name) / sum,
      task: fitSingle(own, train, transform),
    })),
  };
}

function fitSingle(target: RawTarget, train: Int32Array, name?: TargetTransformName): SingleTask {
  const { missing } = target;
  const words = missing === undefined ? {} : { missing };
  if (target.kind === 'classification') {
    const { classes, ordered } = target;
    return { kind: 'classification', classes, ...words, ...(ordered && { ordered }) };
  }
  const form = target.form && { form: target.form };
  if (target.count) return { kind: 'regression', target: target.name, ...unscaled, ...form, ...words };
  const values = Float64Array.from(train, (row) => target.values[row] as number);
  const transform = name && fitTransform(name, values);
  return {
    kind: 'regression',
    target: target.name,
    ...meanAndStd(transform ? values.map((value) => transformed(value, transform)) : values),
    ...(transform && { transform }),
    ...form,
    ...(target.quantiles && { quantiles: target.quantiles }),
    ...words,
  };
}

/** Counts enter the loss as they are. */
const unscaled = { mean: 0, std: 1, count: true } as const;

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

/**
 * [rows, targets] on shared memory: class indices or scaled values, and for a label 0 or 1. A single target is one number
 * a row.
 */
export function encodeTarget({ target, targets }: Targets, task: Task, rows: Int32Array): Float32Array {
  const given = targets?.parts.map((part) => part.target) ?? [target];
  const y = sharedFloats(rows.length * targetColumns(task));
  partViews(task).forEach(({ task: own }, place) => {
    const values = given[place] as RawTarget;
    rows.forEach((row, index) => {
      y[index * given.length + place] = encodedTarget(values, own, row);
    });
  });
  return y;
}

function encodedTarget(target: RawTarget, task: SingleTask, row: number): number {
  if (target.kind === 'classification') return target.labels[row] as number;
  return task.kind === 'regression' ? scaledTarget(target.values[row] as number, task) : 0;
}
