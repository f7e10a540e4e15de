import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readSource } from '../../../src/data/load-dataset.ts';
import { tableSchema } from '../../../src/data/table-schema.ts';
import { dataSpec } from '../data-spec.ts';

/** A folder with the files of the npm package vega-datasets and of statsmodels.datasets; docs/data.md. */
const folder = process.env.HPSEARCH_TABLES ?? '';

interface RealTable {
  readonly package: string;
  readonly file: string;
  readonly target: string;
  readonly task: string;
  readonly rows: number;
  readonly types: Readonly<Record<string, readonly string[]>>;
}

const fixture = new URL('../../fixtures/columns/real-tables.json', import.meta.url);
const tables = JSON.parse(readFileSync(fixture, 'utf8')) as readonly RealTable[];

test.for(tables)('the columns of $file of $package have their types', async (table, { skip }) => {
  const { file, target, rows, task, types } = table;
  if (!existsSync(join(folder, file))) skip();
  const split = { kind: 'fractions', validation: 0.2, test: 0.2, stratify: false, seed: 0 } as const;
  const spec = dataSpec({ source: 'csv', path: file, target, split });
  const { raw } = await readSource(spec, folder, { isTolerant: true });
  const schema = tableSchema(raw);
  const found: Record<string, string[]> = {};
  for (const { name, type = 'none', leftOut } of schema?.columns ?? []) {
    const key = leftOut === undefined ? type : 'left out';
    found[key] = [...(found[key] ?? []), name];
  }
  expect({ rows: schema?.rows, task: schema?.target.task, types: found }).toEqual({ rows, task, types });
});
