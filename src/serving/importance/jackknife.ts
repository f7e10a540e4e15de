import { measures, perExample } from '../../metrics/evaluate.ts';
import type { RowWeights } from '../../metrics/metric.ts';
import type { Predictions } from '../../metrics/predictions.ts';
import { rowsOf } from '../../study/outputs/task-widths.ts';
import type { Task } from '../../study/pipeline.ts';
import { taskNameOf } from '../../study/task/task-name.ts';

/** Up to this many rows each is a group of its own. */
const mostGroups = 100;

/** The rows' targets as in a Split, and the metric that judges them. */
export interface Judgement {
  readonly task: Task;
  readonly y: ArrayLike<number>;
  readonly weight?: RowWeights | undefined;
  readonly metric: string;
}

/** A metric's value, and the pseudo-values of groups of rows. */
export interface PseudoValues {
  readonly value: number;
  readonly groups: Float64Array;
}

/**
 * The jackknife of a metric whose rows depend on several rows each: `sources` are lists [rows] of these. A group is left
 * out with every row that depends on one of its rows, as for a U-statistic (Arvesen, Annals of Mathematical Statistics
 * 40, 1969). Row r is of group r mod the number of groups.
 */
export function jackknife(
  judgement: Judgement,
  predictions: Predictions,
  sources: readonly Int32Array[],
): PseudoValues {
  const members = membersOf(sources, rowsOf(judgement.task, judgement.y));
  const { value, without } = leavingOut(judgement, predictions, members);
  const count = members.length;
  const groups = without.map((rest) => (Number.isFinite(rest) ? count * value - (count - 1) * rest : value));
  return { value, groups };
}

/** For each group the rows, in ascending order, that depend on one of its rows. */
function membersOf(sources: readonly Int32Array[], rows: number): number[][] {
  const count = Math.min(rows, mostGroups);
  const members = Array.from({ length: count }, (): number[] => []);
  for (let row = 0; row < rows; row++) {
    for (const source of sources) {
      const group = members[(source[row] as number) % count] as number[];
      if (group.at(-1) !== row) group.push(row);
    }
  }
  return members;
}

interface LeftOut {
  readonly value: number;
  /** The value without the members of each group. */
  readonly without: Float64Array;
}

function leavingOut(
  { task, y, weight, metric }: Judgement,
  predictions: Predictions,
  members: readonly (readonly number[])[],
): LeftOut {
  const weights = Float64Array.from({ length: rowsOf(task, y) }, (_, row) => weight?.[row] ?? 1);
  const own = perExample(task, predictions, y, [metric])[metric];
  if (own !== undefined) return leavingOutOfMean(own, weights, members);
  const measure = measures(task, predictions, y, [metric])[metric];
  if (measure === undefined) throw new Error(`a ${taskNameOf(task)} has no ${metric}`);
  const without = members.map((rows) => {
    const kept = weights.slice();
    for (const row of rows) kept[row] = 0;
    return measure(kept);
  });
  return { value: measure(weight), without: Float64Array.from(without) };
}

/** The jackknife of a mean over rows needs only its sums: far faster than measuring it for each group. */
function leavingOutOfMean(
  own: Float64Array,
  weights: Float64Array,
  members: readonly (readonly number[])[],
): LeftOut {
  const meanWithout = (left: readonly number[]) => {
    let [sum, total] = [all.sum, all.total];
    for (const row of left) {
      sum -= (weights[row] as number) * (own[row] as number);
      total -= weights[row] as number;
    }
    return sum / total;
  };
  const all = { sum: 0, total: 0 };
  own.forEach((each, row) => {
    all.sum += (weights[row] as number) * each;
    all.total += weights[row] as number;
  });
  return { value: meanWithout([]), without: Float64Array.from(members, meanWithout) };
}
