import { readSource, type SourceRows } from '../../src/data/load-dataset.ts';
import type { RawColumn, RawTarget } from '../../src/data/raw-data.ts';
import { splitRows } from '../../src/data/split.ts';
import { reportData } from '../../src/data-report/report.ts';
import type { DataReport } from '../../src/reports/data-report.ts';
import { type Random, randomFor } from '../../src/statistics/random.ts';
import type { DataSpec } from '../../src/study/study-spec.ts';
import { csvDirectory, dataSpec, defaultSplit } from '../data/data-spec.ts';

/** A table in memory, split at random by `seed`; row r of it is row r of its source. */
export function tableSource(columns: readonly RawColumn[], target: RawTarget, seed = 0): SourceRows {
  const rows = target.kind === 'classification' ? target.labels.length : target.values.length;
  const rowNumbers = Int32Array.from({ length: rows }, (_, row) => row);
  const raw = { file: 'table.csv', inputs: { kind: 'table' as const, columns }, target, rowNumbers };
  return { raw, rows: splitRows(raw, { ...defaultSplit, seed } as DataSpec['split']) };
}

export function numberColumn(name: string, values: readonly number[]): RawColumn {
  return { kind: 'number', name, values: Float64Array.from(values) };
}

export function numberTarget(values: readonly number[]): RawTarget {
  return { kind: 'regression', name: 'y', values: Float64Array.from(values) };
}

/** By Box and Muller. */
export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}

/** `count` values, each made by `make` from one seeded stream. */
export function drawn(seed: number, count: number, make: (random: Random) => number): number[] {
  const random = randomFor('drawn', seed);
  return Array.from({ length: count }, () => make(random));
}

/** The report on a CSV file, read as `hpsearch data` reads it. */
export async function reportCsv(text: string, spec: Partial<DataSpec> = {}): Promise<DataReport> {
  const request = dataSpec({ source: 'csv', path: 'table.csv', target: 'y', ...spec });
  const source = await readSource(request, csvDirectory(text), { isTolerant: true });
  return reportData(source, undefined, request.scaling);
}

/** "fail empty-column" for each finding, in their order. */
export function kindsOf({ findings }: Pick<DataReport, 'findings'>): string[] {
  return findings.map(({ severity, kind }) => `${severity} ${kind}`);
}
