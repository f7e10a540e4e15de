import { readSource, type SourceRows } from '../../data/load-dataset.ts';
import type { KeyColumn } from '../../data/raw-data.ts';
import type { Reading } from '../../data/source-problem.ts';
import { UsageError } from '../../faults/errors.ts';
import { message, option } from '../../faults/message.ts';
import type { DataSpec } from '../../study/study-spec.ts';
import { isSeries } from './found-series.ts';

/** `data.window` of a space file; the times are those of `data.split`. */
export interface FoundWindow {
  readonly length: number;
  readonly by?: string;
}

export interface WindowSource {
  readonly window: FoundWindow;
  readonly split: { readonly time: string };
  readonly source: SourceRows;
  /** Why, one sentence for each column. */
  readonly notes: readonly string[];
}

/**
 * Reads the rows, and again as windows of `length` rows: in the order of the first column of dates, and where dates repeat
 * by the first other column within whose equal values none does. UsageError where there is no such column.
 */
export async function readWithFoundWindow(
  data: DataSpec,
  directory: string,
  reading: Reading,
  length: number,
): Promise<WindowSource> {
  const { raw } = await readSource(data, directory, reading);
  const keys = raw.keys ?? [];
  const time = raw.inputs.kind === 'table' ? keys.find(({ kind }) => kind === 'date') : undefined;
  if (time === undefined) {
    throw new UsageError(
      message`${option('window')}: needs a column of dates, and ${raw.file} has none: data.window.time of a space file may name a column of numbers`,
    );
  }
  const series = seriesIn(keys, time, raw.file);
  const by = series && { by: series.name };
  const source = await readSource(
    {
      ...data,
      split: { ...data.split, stratify: false, time: time.name },
      window: { length, horizon: 1, ...by, time: time.name, pastTarget: true, acrossGaps: false },
    },
    directory,
    reading,
  );
  return {
    window: { length, ...by },
    split: { time: time.name },
    source,
    notes: [
      `rows are ordered by ${time.name}, the first column of dates`,
      ...(series === undefined
        ? []
        : [`${series.name} names the series: in each of them ${time.name} differs from row to row`]),
    ],
  };
}

/** Undefined where no date repeats. */
function seriesIn(keys: readonly KeyColumn[], time: KeyColumn, file: string): KeyColumn | undefined {
  if (new Set(time.values).size === time.values.length) return undefined;
  const found = keys.find((key) => key.kind !== 'date' && isSeries(key, time));
  if (found !== undefined) return found;
  throw new UsageError(
    message`${option('window')}: needs rows that ${time.name} and another column tell apart, and ${file} has two of one time: data.window.by of a space file names the column of the series`,
  );
}
