import { existsSync } from 'node:fs';
import { FaultList } from '../data/fault-list.ts';
import { chooseDelimiter } from '../data/formats/delimited/choose-delimiter.ts';
import { readDelimitedLines } from '../data/formats/delimited/delimited-lines.ts';
import { openTableFile } from '../data/formats/table-file.ts';
import { untilBroken } from '../data/table/until-broken.ts';
import { UsageError } from '../faults/errors.ts';
import type { RecordedTrial } from '../store/store.ts';
import type { StudySpec } from '../study/study-spec.ts';
import { type ColumnRole, columnRoles } from './csv-columns.ts';
import { readRow } from './csv-row.ts';

/** The trials of a table; unfinished ones are left out, and counted. */
export interface TrialTable {
  readonly trials: readonly RecordedTrial[];
  readonly unfinished: number;
}

/**
 * Reads a CSV table of trials, one per row, into the study's space; they are numbered from 0. FaultsError with the
 * lines and columns that do not fit the space.
 */
export async function readTrialTable(path: string, spec: StudySpec): Promise<TrialTable> {
  const faults = new FaultList(path);
  const trials: RecordedTrial[] = [];
  let roles: readonly ColumnRole[] | undefined;
  let unfinished = 0;
  const takeRow = (cells: readonly string[], line: number) => {
    if (roles === undefined) {
      roles = columnRoles(cells, spec.space, faults);
      return;
    }
    const outcome = readRow({ cells, line, roles, spec, faults });
    if (outcome === 'unfinished') unfinished++;
    else if (outcome !== undefined) trials.push(recorded(trials.length, outcome));
  };
  await eachRow(path, faults, takeRow);
  if (roles === undefined) faults.add({ field: '', constraint: 'must have a header and a row a trial' });
  faults.throwIfAny();
  return { trials, unfinished };
}

/** The rows of a table that are not empty, with their lines; the first has the names. UsageError without the file. */
export async function eachRow(
  path: string,
  faults: FaultList,
  take: (cells: readonly string[], line: number) => void,
): Promise<void> {
  if (!existsSync(path)) throw new UsageError(`${path}: does not exist`);
  const file = await openTableFile({ file: path, path });
  const parts = readDelimitedLines(file, { delimiter: chooseDelimiter(file.openingText) });
  for await (const { cells, places } of untilBroken(parts, faults)) {
    for (const [index, row] of cells.entries()) {
      if (row.some((cell) => cell.trim() !== '')) take(row, places[index] as number);
    }
  }
}

function recorded(number: number, row: Omit<RecordedTrial['trial'], 'trial'>): RecordedTrial {
  return { trial: { trial: number, ...row }, history: [] };
}
