import { firstFoldSource, readSource, type SourceRows } from '../../data/load-dataset.ts';
import type { Reading } from '../../data/source-problem.ts';
import { findGroups } from '../../data-report/keys/group-findings.ts';
import { findTimes } from '../../data-report/keys/time-findings.ts';
import { FaultsError } from '../../faults/errors.ts';
import type { DataFinding } from '../../reports/data-report.ts';
import type { DataSpec } from '../../study/study-spec.ts';

/** `data.split`: columns whose equal values stay together, or that order the splits. */
export interface FoundSplit {
  readonly group?: string;
  readonly time?: string;
}

export interface SplitSource {
  readonly split: FoundSplit;
  readonly source: SourceRows;
  /** Why, one sentence for each column. */
  readonly notes: readonly string[];
}

/**
 * Reads the rows, and again with the groups and times that are warned of as the split. Where the rows cannot be split
 * so, they are split at random, and the note says why.
 */
export async function readWithFoundSplit(
  data: DataSpec,
  directory: string,
  reading: Reading,
): Promise<SplitSource> {
  const source = await readSource(data, directory, reading);
  const judged = firstFoldSource(source);
  const [group] = findGroups(judged).filter(isGrave);
  const [time] = findTimes(judged).filter(isGrave);
  const split = { ...named('group', group), ...named('time', time) };
  if (group === undefined && time === undefined) return { split, source, notes: [] };
  try {
    const again = await readSource({ ...data, split: { ...data.split, ...split } }, directory, reading);
    return { split, source: again, notes: [...told('group', group), ...told('time', time)] };
  } catch (error) {
    if (!(error instanceof FaultsError)) throw error;
    const [{ field, constraint } = { field: '', constraint: '' }] = error.faults;
    const tried = Object.entries(split).map(([key, name]) => `${key} ${name}`);
    const note = `split at random, for a split by ${tried.join(' and ')} is refused: ${field} ${constraint}`;
    return { split: {}, source, notes: [note] };
  }
}

function told(key: keyof FoundSplit, finding: DataFinding | undefined): string[] {
  return finding === undefined ? [] : [`split by ${key} ${finding.message}`];
}

function isGrave({ severity }: DataFinding): boolean {
  return severity === 'warn';
}

function named(key: keyof FoundSplit, finding: DataFinding | undefined): FoundSplit {
  const [name] = finding?.columns ?? [];
  return name === undefined ? {} : { [key]: name };
}
