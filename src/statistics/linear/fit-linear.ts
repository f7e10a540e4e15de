import type { LinearRows } from './linear-rows.ts';
import { minimize, norm, type Smooth } from './minimize.ts';
import type { Preconditioner } from './preconditioner.ts';
import { addProducts, addRows, block } from './row-blocks.ts';
import type { RowLoss } from './row-loss.ts';

/** A fitted model: the scores of a row x are weights · x + bias. */
export interface LinearModel {
  /** [outputs, columns] */
  readonly weights: Float64Array;
  /** [outputs] */
  readonly bias: Float64Array;
}

export interface LinearFit {
  readonly rows: LinearRows;
  readonly loss: RowLoss;
  readonly precondition: Preconditioner;
  /** The rows to fit to. Default: all. */
  readonly among?: Int32Array;
}

/**
 * Moves `point` to the minimum of mean loss + strength / 2 · Σ weights², strength above 0, where the gradient's norm is
 * at most `tolerance` of that without weights. `point` is [outputs, columns] weights of the centred columns, then
 * [outputs] biases.
 */
export function fitLinear(
  { rows, loss, precondition, among = everyRow(rows) }: LinearFit,
  strength: number,
  point: Float64Array,
  tolerance = 1e-8,
): void {
  const { columns } = rows;
  const convex = penalised(rows, loss, among, strength);
  const gradient = new Float64Array(point.length);
  convex(startOf(rows, loss), gradient);
  minimize(convex, point, {
    gradientNorm: tolerance * norm(gradient),
    precondition: (vector) => {
      for (let output = 0; output < loss.outputs; output++) {
        const own = vector.subarray(output * columns, (output + 1) * columns);
        precondition(own, loss.curvature, strength);
        const bias = loss.outputs * columns + output;
        vector[bias] = (vector[bias] as number) / loss.curvature;
      }
    },
  });
}

/** No weights, and the biases that are best without them. */
export function startOf({ columns }: LinearRows, { outputs, constant }: RowLoss): Float64Array {
  const point = new Float64Array(outputs * (columns + 1));
  point.set(constant, outputs * columns);
  return point;
}

export function everyRow({ rows }: LinearRows): Int32Array {
  return Int32Array.from({ length: rows }, (_, row) => row);
}

/** The model for columns as they were before they were centred and narrowed. */
export function modelOf({ columns, means, recover }: LinearRows, point: Float64Array): LinearModel {
  const outputs = point.length / (columns + 1);
  const weights = new Float64Array(outputs * means.length);
  const bias = point.slice(outputs * columns);
  for (let output = 0; output < outputs; output++) {
    const own = point.slice(output * columns, (output + 1) * columns);
    const recovered = recover?.(own) ?? own;
    weights.set(recovered, output * means.length);
    bias[output] = means.reduce(
      (sum, mean, column) => sum - mean * (recovered[column] as number),
      bias[output] as number,
    );
  }
  return { weights, bias };
}

/** The weighted mean loss of these rows at a point. */
export function meanLoss(rows: LinearRows, loss: RowLoss, among: Int32Array, point: Float64Array): number {
  return penalised(rows, loss, among, 0)(point, new Float64Array(point.length));
}

function penalised(rows: LinearRows, loss: RowLoss, among: Int32Array, strength: number): Smooth {
  const { columns } = rows;
  const { outputs } = loss;
  const pullsOf = pulling(rows, loss, among);
  const starts = new Int32Array(block);
  const scores = new Float64Array(block * outputs);
  const last = among.length - 1;
  return (point, gradient) => {
    gradient.fill(0);
    let value = 0;
    for (let first = 0; first <= last; first += block) {
      for (let at = 0; at < block; at++) starts[at] = (among[Math.min(first + at, last)] as number) * columns;
      for (let output = 0; output < outputs; output++) {
        const own = scores.subarray(output * block, (output + 1) * block);
        own.fill(point[outputs * columns + output] as number);
        addProducts(rows.x, starts, point.subarray(output * columns, (output + 1) * columns), own);
      }
      const { sum, pulls } = pullsOf(first, scores);
      value += sum;
      for (let output = 0; output < outputs; output++) {
        const own = pulls.subarray(output * block, (output + 1) * block);
        addRows(rows.x, starts, own, gradient.subarray(output * columns, (output + 1) * columns));
        const bias = outputs * columns + output;
        for (const pull of own) gradient[bias] = (gradient[bias] as number) + pull;
      }
    }
    return value + addPenalty(point, gradient, outputs * columns, strength);
  };
}

/** For the block that begins at `first`: its part of the mean loss, and of the derivative by each of its scores. */
function pulling({ y, weight }: LinearRows, { outputs, measure }: RowLoss, among: Int32Array) {
  const total = among.reduce((sum, row) => sum + (weight?.[row] ?? 1), 0);
  const ofRow = new Float64Array(outputs);
  const slope = new Float64Array(outputs);
  const pulls = new Float64Array(block * outputs);
  return (first: number, scores: Float64Array) => {
    pulls.fill(0);
    let sum = 0;
    for (let at = 0; at < block && first + at < among.length; at++) {
      const row = among[first + at] as number;
      const share = (weight?.[row] ?? 1) / total;
      for (let output = 0; output < outputs; output++) ofRow[output] = scores[output * block + at] as number;
      sum += share * measure(ofRow, y[row] as number, slope);
      for (let output = 0; output < outputs; output++) {
        pulls[output * block + at] = share * (slope[output] as number);
      }
    }
    return { sum, pulls };
  };
}

/** Adds the penalty's gradient by the first `count` numbers of the point, which are weights; returns the penalty. */
function addPenalty(point: Float64Array, gradient: Float64Array, count: number, strength: number): number {
  let squares = 0;
  for (let at = 0; at < count; at++) {
    const each = point[at] as number;
    squares += each * each;
    gradient[at] = (gradient[at] as number) + strength * each;
  }
  return (strength / 2) * squares;
}
