import { ownValue, scaledTarget } from '../../study/outputs/target-scale.ts';
import type { Task } from '../../study/pipeline.ts';

/** Nine digits represent a 32-bit float exactly; models compute in those. */
const fewestDigits = 9;
/** More than 17 digits do not exist in a double. */
const mostDigits = 17;
/** The resolution of a scaled value that is worth showing. */
const resolution = 1e-8;

export function shownProbability(probability: number): number {
  return Number(probability.toPrecision(fewestDigits));
}

/** A value with digits enough to tell neighbouring outputs of the model apart, however far from 0 the target is. */
export function shownNumber(value: number, task: Extract<Task, { kind: 'regression' }>): number {
  // The output is the logarithm of a count, so that its resolution is relative.
  if (task.count) return Number(value.toPrecision(fewestDigits));
  const scaled = scaledTarget(value, task);
  const step = Math.abs(ownValue(scaled + resolution, task) - value);
  const needed = 1 + Math.ceil(Math.log10(Math.abs(value) / step));
  const digits = Number.isNaN(needed) ? fewestDigits : needed;
  return Number(value.toPrecision(Math.min(mostDigits, Math.max(fewestDigits, digits))));
}
