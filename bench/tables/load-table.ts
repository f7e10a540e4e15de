import { openInputs } from '../../src/data/inputs/open-inputs.ts';
import { encodeSource, pipelineOf, readSource } from '../../src/data/load-dataset.ts';
import { reportData } from '../../src/data-report/report.ts';
import type { DataSpec } from '../../src/study/study-spec.ts';

/** Seconds of each step; those on Parquet where there is such a file. */
export interface LoadTimes {
  readonly read: number;
  readonly encoded: number;
  readonly looked: number;
  readonly csvRows: number;
  readonly parquetRows?: number;
}

/** load-table.js <table.csv> [the same as Parquet]: prints LoadTimes as JSON. */
const [csv = '', parquet = ''] = process.argv.slice(2);
const spec: DataSpec = {
  source: 'csv',
  path: csv,
  target: 'y',
  exclude: [],
  split: { kind: 'fractions', validation: 0.2, test: 0.2, stratify: true, seed: 0 },
  scaling: 'standard',
};

async function timed<T>(work: () => Promise<T> | T): Promise<readonly [seconds: number, result: T]> {
  const startedAt = performance.now();
  const result = await work();
  return [(performance.now() - startedAt) / 1000, result];
}

const [read, source] = await timed(() => readSource(spec, '.'));
const [encoded, dataset] = await timed(() => encodeSource(source, spec));
const [looked] = await timed(() => reportData(source));

async function secondsToPredictFrom(path: string): Promise<number> {
  const [seconds, rows] = await timed(async () => {
    const inputs = await openInputs(path, { pipeline: pipelineOf(source, dataset) });
    let count = 0;
    for await (const batch of inputs.batches) count += batch.rows;
    return count;
  });
  if (rows !== source.raw.rowNumbers.length) throw new Error(`${path} gave ${rows} rows`);
  return seconds;
}

const times: LoadTimes = {
  ...{ read, encoded, looked, csvRows: await secondsToPredictFrom(csv) },
  ...(parquet === '' ? {} : { parquetRows: await secondsToPredictFrom(parquet) }),
};
console.log(JSON.stringify(times));
