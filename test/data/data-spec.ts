import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Dataset } from '../../src/data/dataset.ts';
import { loadDataset } from '../../src/data/load-dataset.ts';
import { describeFault, FaultsError } from '../../src/faults/errors.ts';
import type { DataSpec, SplitSpec } from '../../src/study/study-spec.ts';

export const defaultSplit: SplitSpec = {
  kind: 'fractions',
  validation: 0.2,
  test: 0.2,
  stratify: true,
  seed: 1,
};

/** A request as the space file's parser hands it over. */
export function dataSpec(spec: Partial<DataSpec> & Pick<DataSpec, 'source'>): DataSpec {
  return { exclude: [], split: defaultSplit, scaling: 'standard', ...spec };
}

/** A directory that holds a file with the given content until the test is over. */
export function csvDirectory(text: string | Buffer, name = 'table.csv'): string {
  const directory = mkdtempSync(join(tmpdir(), 'hpsearch-data-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  writeFileSync(join(directory, name), text);
  return directory;
}

export function loadCsv(text: string | Buffer, spec: Partial<DataSpec> = {}): Promise<Dataset> {
  return loadDataset(
    dataSpec({ source: 'csv', path: 'table.csv', target: 'y', ...spec }),
    csvDirectory(text),
  );
}

/** The faults of a request that must fail, one line each, with the file's name alone in place of its path. */
export async function faultsOf(loading: Promise<unknown>): Promise<string[]> {
  const error = await loading.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof FaultsError)) throw error ?? new Error('the data was loaded without a fault');
  return error.faults.map((fault) => describeFault(fault).replace(/^\S*[\\/]table\.csv/, 'table.csv'));
}
