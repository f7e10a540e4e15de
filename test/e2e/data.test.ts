import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DataReport } from '../../src/reports/data-report.ts';
import { temporaryDirectory, writeSpace } from './hpsearch.ts';
import { json, run } from './served.ts';

let directory: string;
let remove: () => void;
beforeAll(() => ({ directory, remove } = temporaryDirectory()));
afterAll(() => remove());

/** 200 rows in which a fault of each kind stands, and the space file that asks for them. */
function writeFaults(): string {
  const rows = Array.from({ length: 200 }, (_, row) => {
    const part = row < 120 ? 'train' : row < 160 ? 'val' : 'test';
    const cells = {
      shifted: `${((row * 37) % 100) + (part === 'test' ? 80 : 0)}.5`,
      gap: row === 4 ? 'NaN' : `${(row * 53) % 97}.25`,
      infinite: row === 5 ? 'inf' : `${(row * 29) % 83}.75`,
      texty: row === 6 ? 'oops' : `${(row * 31) % 89}.5`,
      sentinel: row % 40 === 0 ? '-999' : `${20 + ((row * 13) % 41)}`,
      constant: '3',
      empty: '',
      user: `user-${row}`,
      part: row === 7 ? 'tset' : part,
      y: row === 8 ? '' : row === 9 ? 'Setosa' : row % 2 === 0 ? 'setosa' : 'virginica',
    };
    const line = Object.values(cells);
    return (row === 10 ? line.slice(1) : line).join(',');
  });
  const header = 'shifted,gap,infinite,texty,sentinel,constant,empty,user,part,y';
  writeFileSync(join(directory, 'faults.csv'), [header, ...rows, ''].join('\n'));
  return writeSpace(directory, {
    data: { source: 'csv', path: 'faults.csv', target: 'y', split: { column: 'part' } },
  });
}

test('data shows all faults of a file at once, which start refuses', async () => {
  const space = writeFaults();
  const { findings, rows } = await json<DataReport>(['data', space], directory);
  const kinds = new Set(
    findings.map(({ severity, kind, columns }) => `${severity} ${kind} ${columns.join()}`.trim()),
  );
  expect([...kinds]).toEqual(
    expect.arrayContaining([
      'fail broken-row',
      'fail text-among-numbers texty',
      'info empty-column empty',
      'info identifier-column user',
      'info missing-target y',
      'fail unknown-split part',
      'fail non-finite-values gap',
      'fail non-finite-values infinite',
      'warn drift shifted',
      'warn missing-code sentinel',
      'warn constant-column constant',
      'warn alike-class-names',
    ]),
  );
  expect(rows).toBe(197);
  const start = await run(['start', space, '--trials', '1'], directory);
  expect(start.code).toBe(2);
  const shown = await run(['data', space, '--html', 'page.html'], directory);
  expect(shown).toMatchObject({ code: 0, stderr: '' });
  expect(shown.stdout).toMatch(
    /^faults\.csv: 197 rows .*\nread faults\.csv: [^✗]*\n\n\d+ faults, \d+ warnings.*\n✗ /,
  );
  const page = readFileSync(join(directory, 'page.html'), 'utf8');
  expect(page).toMatch(/^<!doctype html>/i);
  expect(page).toContain('sentinel');
  // The column of names is no input; its cells are read from the file again.
  expect(page).toMatch(/<section id="rows"[\s\S]*user-199/);
});

test('data of a sound source finds nothing, and writes no database', async () => {
  const space = writeSpace(directory, { data: { source: 'penguins' } });
  const { code, stdout, stderr } = await run(['data', space, '--quiet'], directory);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/^penguins: 344 rows \(train 275, test 69\), 6 features, classification\n/);
  expect(stdout).not.toMatch(/[✗!]/);
  expect(() => readFileSync(join(directory, 'hpsearch.db'))).toThrow(/ENOENT/);
});

test('what cannot be read at all is refused in a line each', async () => {
  const missing = writeSpace(directory, { data: { source: 'csv', path: 'nowhere.csv', target: 'y' } });
  const { code, stdout, stderr } = await run(['data', missing], directory);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('must be a file that is there');
  const space = writeSpace(directory);
  const page = await run(['data', space, '--html', 'no/such/folder.html'], directory);
  expect(page.code).toBe(2);
  expect(page.stderr).toContain('--html: there is no folder no/such');
});
