import { stat } from 'node:fs/promises';
import type { FaultList } from '../fault-list.ts';
import { BrokenCsv, readCsvLines } from '../formats/csv-lines.ts';
import type { Reading } from '../source-problem.ts';

/** Called for each row with its cells as they stand, and the line on which it begins. */
export type RowTaker = (cells: string[], line: number) => void;

/**
 * Hands over the rows of a CSV file, one by one. A broken quotation ends the reading and is added to `faults`; what
 * `takeRow` throws is thrown on.
 */
export async function readCsvRows(
  path: string,
  delimiter: string,
  { takeRow, onProgress }: { takeRow: RowTaker; onProgress?: Reading['onProgress'] },
  faults: FaultList,
): Promise<void> {
  const { size } = await stat(path);
  try {
    for await (const { lines, bytesRead } of readCsvLines(path, delimiter)) {
      for (const { cells, line } of lines) takeRow(cells, line);
      onProgress?.(bytesRead / size);
    }
  } catch (error) {
    if (!(error instanceof BrokenCsv)) throw error;
    faults.tolerate({ kind: 'broken-file', faults: [{ field: 'row', law: error.law, line: error.line }] });
  }
}
