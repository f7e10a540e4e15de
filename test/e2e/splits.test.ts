import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DataReport } from '../../src/reports/data-report.ts';
import { randomFor } from '../../src/statistics/random.ts';
import { temporaryDirectory, writeSpace } from './hpsearch.ts';
import { json, run } from './served.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);

/** Ten visits of each of 40 patients; the label is the patient's own. */
function writeVisits(): void {
  const random = randomFor('visits');
  const lines = Array.from({ length: 400 }, (_, row) => {
    const patient = Math.floor(row / 10);
    const own = (place: number) => Math.sin(99 * patient + place) + 0.01 * random.next();
    return `P${patient},${own(1)},${own(2)},${patient % 3 ? 'well' : 'ill'}`;
  });
  writeFileSync(join(directory, 'visits.csv'), ['patient,a,b,state', ...lines].join('\n'));
}

const visits = { source: 'csv', path: 'visits.csv', target: 'state' };

beforeAll(writeVisits);

test('rows of one patient in two splits are a warning of data and check, and a split by group ends it', async () => {
  const plain = writeSpace(directory, {
    name: 'plain',
    data: { ...visits, exclude: ['patient'], split: { validation: 0.2 } },
  });
  const { findings } = await json<DataReport>(['data', plain], directory);
  expect(findings.map(({ kind, columns }) => `${kind} ${columns.join()}`)).toContain('likely-group patient');
  const only = ['check', plain, '--only', 'independent-rows,enough-rows'];
  const checked = await run(only, directory);
  expect(checked.stdout).toContain('! independent-rows');
  expect(checked.stdout).toContain('set data.split.group to "patient"');

  const grouped = writeSpace(directory, {
    name: 'grouped',
    data: { ...visits, split: { group: 'patient', validation: 0.2 } },
  });
  const after = await run(['check', grouped, '--only', 'independent-rows,enough-rows'], directory);
  expect(after.stdout).not.toContain('! independent-rows');
  expect(after.stdout).toContain('240 train, 80 validation, 80 test rows');
  expect(after.stderr).toContain('no group of patient is divided: 24 in train, 8 in validation, 8 in test');
});

test('without test rows, an ensemble and an evaluation use validation and say so', async () => {
  const space = writeSpace(directory, {
    name: 'untested',
    data: { ...visits, split: { group: 'patient', validation: 0.2, test: 0 } },
    search: { trials: 3 },
  });
  const started = await run(['start', space, '--no-check'], directory);
  expect(started.code).toBe(0);
  expect(started.stderr).toContain('there are no test rows: ensemble, distill and evaluate use validation');

  const made = await run(['ensemble', '--study', 'untested'], directory);
  expect(made.code).toBe(0);
  expect(made.stdout).toMatch(/validation accuracy/);
  expect(made.stdout).not.toMatch(/test accuracy|On the test split/);

  const evaluated = await run(['evaluate', '--study', 'untested'], directory);
  expect(evaluated.stdout).toContain('on validation: 80 rows');
  expect(evaluated.stderr).toContain('The study has no test rows');

  const out = ['export', '--study', 'untested', '--format', 'json', '--to', 'whole.json'];
  expect(await run(out, directory)).toMatchObject({ code: 0 });
  const imported = await run(['import', 'whole.json', '--db', 'other.db'], directory);
  expect(imported).toMatchObject({ code: 0 });
});
