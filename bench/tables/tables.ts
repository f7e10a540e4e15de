import { join } from 'node:path';
import { runProgram } from '../child.ts';
import { type Measurement, measured, median, type Section } from '../figure.ts';
import { missingPackage, runPeer } from '../python.ts';
import { inTemporaryFolder } from '../temporary-folder.ts';
import type { LoadTimes } from './load-table.ts';
import { columns, rows, writeMixedTable } from './mixed-table.ts';

interface PandasTimes {
  readonly csv: number;
  readonly exactCsv: number;
  readonly parquet: number;
}

/** The time and memory to load a table, to look at it, and to read rows to predict; beside pandas, each in a process of its own. */
export function measureTables(repeats: number): Promise<Section> {
  return inTemporaryFolder(async (folder) => {
    const csv = join(folder, 'table.csv');
    const parquet = join(folder, 'table.parquet');
    await writeMixedTable(csv);
    const missing =
      (await missingPackage(['pandas', 'pyarrow'])) ?? (await runPandas(['write', csv, parquet])).failure;
    const ours: LoadTimes[] = [];
    const pandas: PandasTimes[] = [];
    const program = new URL('./load-table.js', import.meta.url);
    for (let repeat = 0; repeat < repeats; repeat++) {
      const paths = missing === undefined ? [csv, parquet] : [csv];
      ours.push((await runProgram(program, paths)) as LoadTimes);
      if (missing === undefined) pandas.push(await pandasTimes(csv, parquet));
    }
    return sectionOf(ours, pandas, missing);
  });
}

function runPandas(args: readonly string[]) {
  return runPeer('pandas_table.py', args);
}

async function pandasTimes(csv: string, parquet: string): Promise<PandasTimes> {
  const { output, failure } = await runPandas(['read', csv, parquet]);
  if (failure !== undefined) throw new Error(failure);
  return JSON.parse(output) as PandasTimes;
}

function sectionOf(
  ours: readonly LoadTimes[],
  pandas: readonly PandasTimes[],
  missing: string | undefined,
): Section {
  const peer = (name: string, runs: readonly number[]) => figure(`pandas: ${name}`, runs, missing);
  return {
    title: `loading a table of ${rows.toLocaleString('en')} × ${columns}`,
    measurements: [
      figure(
        'CSV: read, checked and split',
        ours.map(({ read }) => read),
      ),
      figure(
        'scaled, as start does then',
        ours.map(({ encoded }) => encoded),
      ),
      figure(
        'looked at, as data does',
        ours.map(({ looked }) => looked),
      ),
      peer(
        'read_csv',
        pandas.map(({ csv }) => csv),
      ),
      peer(
        'read_csv, float_precision round_trip',
        pandas.map(({ exactCsv }) => exactCsv),
      ),
      figure(
        'CSV: rows to predict',
        ours.map(({ csvRows }) => csvRows),
      ),
      figure(
        'Parquet: rows to predict',
        ours.flatMap(({ parquetRows }) => parquetRows ?? []),
        missing,
      ),
      peer(
        'read_parquet',
        pandas.map(({ parquet }) => parquet),
      ),
    ],
    targets: [],
  };
}

/** With the rows of a second beside the time. */
function figure(name: string, runs: readonly number[], missing?: string): Measurement {
  const seconds = median(runs);
  const note = seconds === undefined ? missing : `${Math.round(rows / seconds / 1000)},000 rows a second`;
  return measured(name, 's', runs, note);
}
