import type { Pipeline, WindowPreprocessing } from '../../study/pipeline.ts';
import type { RowSource } from '../formats/row-source.ts';
import type { ReadRows } from './read-rows.ts';
import { type TargetCells, targetCells } from './target-cells.ts';

/** The target's column where its past is an input. */
export function pastTargetOf(pipeline: Pipeline, { columns }: WindowPreprocessing): TargetCells | undefined {
  const { target } = pipeline;
  if (target === undefined || !columns.some(({ name }) => name === target)) return undefined;
  return targetCells(pipeline, target)[0];
}

/** Tells which rows may stand in windows: those with a value of the past target. */
export function knownRows(
  { lines, cellsOf }: Pick<ReadRows, 'lines' | 'cellsOf'>,
  pastTarget: TargetCells | undefined,
  source: RowSource,
): (row: number) => boolean {
  if (pastTarget === undefined) return () => true;
  const at = source.names.indexOf(pastTarget.name);
  const isKnown = lines.map((_, row) => !pastTarget.isMissing(cellsOf(row)[at]));
  return (row) => isKnown[row] === true;
}
