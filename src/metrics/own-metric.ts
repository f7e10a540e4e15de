import type { Direction } from '../study/objective.ts';
import { ownValue } from '../study/outputs/target-scale.ts';
import { partsOf } from '../study/outputs/task-parts.ts';
import { targetColumns } from '../study/outputs/task-widths.ts';
import type { Task } from '../study/pipeline.ts';
import type { Measure, RowWeights } from './metric.ts';
import type { Predictions } from './predictions.ts';

/** The labelled rows that a module's own metric measures. */
export interface MetricInput {
  /** An element a row: the classes' probabilities, a number in the target's own units, or one for each quantile. */
  readonly predictions: readonly Float64Array[] | Float64Array;
  /** An element a row: the index of its class, or its target in its own units; a list where it has several. */
  readonly targets: readonly Float64Array[] | Float64Array;
  /** The rows' weights, if the metrics of the study are weighted. */
  readonly weights: Float64Array | undefined;
  readonly task: Task['kind'];
  /** The names of the classes; absent for a regression. */
  readonly classes?: readonly string[];
  /** The least probability of the second of two classes that predicts it; absent for the most probable class. */
  readonly threshold?: number | undefined;
}

/** A metric that a user's module exports. `compute` throws an Error for a value that is no finite number. */
export interface OwnMetric {
  /** The name in reports: "costs". As an objective, its value on the validation rows is "valCosts". */
  readonly name: string;
  readonly direction: Direction;
  compute(input: MetricInput): number;
}

/** The validation value of a module's own loss, as an objective. */
export const ownLossMetric = 'valOwnLoss';

/** [rows, targets] with the regressions in their own units. */
function ownTargets(task: Task, y: ArrayLike<number>): Float64Array {
  const own = Float64Array.from(y);
  const columns = targetColumns(task);
  for (const { task: part, targets } of partsOf(task)) {
    if (part.kind !== 'regression') continue;
    for (let at = targets.offset; at < own.length; at += columns) own[at] = ownValue(own[at] as number, part);
  }
  return own;
}

/** Above this multiple of the rows, rows of whole weights are weighted and not repeated. */
const mostRepeated = 2;

/**
 * A module's metric as a measure. A row of a whole weight is passed as often as it counts, so that resampling asks
 * nothing of the module; other weights are passed as they are. A resample without a value of its own counts like all rows.
 * The metric may sort or change what it receives: other metrics, and its next resample, see none of it.
 */
export function ownMeasure(
  metric: OwnMetric,
  task: Task,
  predictions: Predictions,
  y: ArrayLike<number>,
): Measure {
  const count = y.length / targetColumns(task);
  const given = Float64Array.from(predictions);
  const wanted = ownTargets(task, y);
  const untouched = wanted.slice();
  const rows = elementsOf(given, count);
  const targets = elementsOf(wanted, count);
  const measured = (places: Int32Array | undefined, weights: Float64Array | undefined) => {
    try {
      return metric.compute({
        predictions: places === undefined ? rows.slice() : picked(rows, places),
        targets: places === undefined ? targets.slice() : picked(targets, places),
        weights,
        task: task.kind,
        ...(task.kind === 'classification' && { classes: [...task.classes], threshold: task.threshold }),
      });
    } finally {
      given.set(predictions);
      wanted.set(untouched);
    }
  };
  return (weights) => {
    if (weights === undefined) return measured(undefined, undefined);
    const { places, remaining } = countedRows(weights);
    const isResample = places.length < rows.length || new Set(places).size < rows.length;
    if (!isResample) return measured(places, remaining);
    try {
      return measured(places, remaining);
    } catch {
      return measured(undefined, undefined);
    }
  };
}

/** A number a row, or its numbers. */
function elementsOf(values: Float64Array, rows: number): readonly Float64Array[] | Float64Array {
  const width = values.length / rows;
  if (width === 1) return values;
  return Array.from({ length: rows }, (_, row) => values.subarray(row * width, (row + 1) * width));
}

function picked<Elements extends readonly Float64Array[] | Float64Array>(
  elements: Elements,
  places: Int32Array,
): Elements {
  if (elements instanceof Float64Array) {
    return Float64Array.from(places, (place) => elements[place] as number) as Elements;
  }
  return Array.from(places, (place) => elements[place] as Float64Array) as never as Elements;
}

/** The rows that count, each as often as its whole weight says; with the weights that are left. */
function countedRows(weights: RowWeights): { places: Int32Array; remaining: Float64Array | undefined } {
  const all = Array.from({ length: weights.length }, (_, row) => row);
  const sum = all.reduce((total, row) => total + (weights[row] as number), 0);
  const areWhole = all.every((row) => Number.isInteger(weights[row]));
  if (areWhole && sum <= mostRepeated * weights.length) {
    const repeated = all.flatMap((row) => Array.from({ length: weights[row] as number }, () => row));
    return { places: Int32Array.from(repeated), remaining: undefined };
  }
  const places = Int32Array.from(all.filter((row) => (weights[row] as number) > 0));
  return { places, remaining: Float64Array.from(places, (row) => weights[row] as number) };
}
