import type { WeightColumn } from '../../study/pipeline.ts';
import { cellReader } from '../cells/form.ts';

/** The constraint on each cell of a column of weights. */
export const weightConstraint = 'the weight of a row must be a number, not below 0';

/** Reads cells of weights, in training and in evaluation; undefined for a missing cell, and for one that is no weight. */
export function weightReader(column: Omit<WeightColumn, 'name'>): (cell: unknown) => number | undefined {
  const read = cellReader(column);
  return (cell) => {
    const weight = read(cell);
    return weight !== undefined && weight >= 0 ? weight : undefined;
  };
}
