import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RowsReport } from '../../src/reports/data/rows-report.ts';
import type { DataReport } from '../../src/reports/data-report.ts';
import { temporaryDirectory, writeSpace } from './hpsearch.ts';
import { json, run } from './served.ts';

let directory: string;
let remove: () => void;
let space: string;
beforeAll(() => {
  ({ directory, remove } = temporaryDirectory());
  const lines = Array.from(
    { length: 60 },
    (_, row) =>
      `user-${row};${row % 7 === 0 ? 'NA' : `${row},5`};${row % 2 ? 'ja' : 'nein'};0${row % 3};${row}`,
  );
  lines[30] = 'user-30;30,5;ja;00;'; // without a target
  writeFileSync(join(directory, 'people.csv'), ['name;size;smokes;code;y', ...lines, ''].join('\n'));
  space = writeSpace(directory, {
    data: { source: 'csv', path: 'people.csv', target: 'y', exclude: ['code'] },
  });
});
afterAll(() => remove());

const rowsOf = (...args: readonly string[]) =>
  json<RowsReport>(['data', space, '--rows', ...args], directory);

describe('data --rows', () => {
  test('shows cells as the file has them, of all columns, and counts', async () => {
    const { columns, shown, ...counts } = await rowsOf('--page', '3', '--page-size', '15');
    expect(counts).toEqual({ source: 'people.csv', rows: 59, matching: 59, page: 3, pages: 4, pageSize: 15 });
    expect(columns).toEqual(['row', 'split', 'name', 'size', 'smokes', 'code', 'y']);
    expect(shown.map(([row]) => row)).toEqual([...Array(15).keys()].map((place) => 32 + place));
    expect(shown[0]?.slice(2)).toEqual(['user-31', '31,5', 'ja', '01', '31']);
  });

  test('numbers a row as errors, findings and their JSON do', async () => {
    const lines = Array.from({ length: 60 }, (_, at) => JSON.stringify({ x: at % 7, y: at % 2 ? 'a' : 'b' }));
    lines[17] = JSON.stringify({ x: 'much', y: 'b' });
    const folder = join(directory, 'much');
    mkdirSync(folder);
    writeFileSync(join(folder, 'much.json'), `[${lines.join(',')}]`);
    const data = { source: 'json', path: 'much.json', target: 'y', columns: { x: 'number' } };
    const much = writeSpace(folder, { data });
    const { code, stderr } = await run(['start', much], directory);
    expect(code).toBe(2);
    expect(stderr).toMatch(/row 18\b/);
    const { findings } = await json<DataReport>(['data', much], directory);
    expect(findings.find(({ rows }) => rows.length > 0)).toMatchObject({ rows: [18] });
    const { shown } = await json<RowsReport>(['data', much, '--rows', '--where', 'row = 18'], directory);
    expect(shown.map(([row]) => row)).toEqual([18]);
  });

  test('filters and sorts by inputs, by the target, and by columns that are left out', async () => {
    const names = async (...args: readonly string[]) =>
      (await rowsOf(...args, '--columns', 'name')).shown.map((cells) => cells[2]);
    expect(await names('--where', 'size > 56.5', '--sort', '-y')).toEqual(['user-59', 'user-58', 'user-57']);
    expect(await names('--where', 'name in (user-3, user-9)', '--sort', '-name')).toEqual([
      'user-9',
      'user-3',
    ]);
    expect(await names('--where', 'code = 02 and y < 6')).toEqual(['user-2', 'user-5']);
    expect(await names('--where', 'size is missing and row > 40')).toEqual(['user-42', 'user-49', 'user-56']);
  });

  test('draws pages at random, the same for a seed, that have each row once', async () => {
    const page = async (number: number) =>
      (await rowsOf('--random', '20', '--page', String(number))).shown.map(([row]) => row);
    const drawn = [...(await page(1)), ...(await page(2)), ...(await page(3))];
    expect(new Set(drawn).size).toBe(59);
    expect(await page(2)).toEqual(drawn.slice(20, 40));
  });

  test('prints a table that goes on below itself, or CSV of all rows', async () => {
    const shown = await run(['data', space, '--rows', '--page-size', '2', '--quiet'], directory);
    expect(shown).toMatchObject({ code: 0, stderr: '' });
    expect(shown.stdout).toMatch(
      /^people\.csv: 59 rows; 1 to 2, page 1 of 30\n\nrow {2}split +name +size +smokes +code +y\n +1 {2}\w+ +user-0 +NA +nein +00 +0\n/,
    );
    const csv = await run(['data', space, '--rows', '--csv', '--sort', '-y'], directory);
    expect(csv.stdout.split('\n').slice(0, 2)).toEqual([
      'row,split,name,size,smokes,code,y',
      expect.stringMatching(/^60,\w+,user-59,"59,5",ja,02,59$/),
    ]);
    expect(csv.stdout.trimEnd().split('\n')).toHaveLength(60);
  });

  test('reads names with commas, blanks and a minus in quotation marks, and #row beside a column row', async () => {
    const lines = Array.from({ length: 40 }, (_, row) => `${row % 7},${(row % 5) - 2},${100 + row},${row}`);
    writeFileSync(join(directory, 'odd.csv'), ['"a, b",-neg,row,y', ...lines, ''].join('\n'));
    const args = ['data', 'odd.csv', '--target', 'y', '--rows', '--where', '-neg < 0 and row < 115'];
    const { columns, shown } = await json<RowsReport>(
      [...args, '--sort', '-"a, b",-neg', '--columns', '"a, b",-neg'],
      directory,
    );
    expect(columns).toEqual(['#row', 'split', 'a, b', '-neg']);
    expect(shown.map(([row, , one, other]) => [row, one, other])).toEqual([
      [7, '6', '-1'],
      [6, '5', '-2'],
      [12, '4', '-1'],
      [11, '3', '-2'],
      [2, '1', '-1'],
      [1, '0', '-2'],
    ]);
  });

  test('of images shows what they can be sorted by', async () => {
    const args = [
      'data',
      'digits',
      '--quiet',
      '--rows',
      '--where',
      'class = 3',
      '--sort',
      '-distance',
      '--page-size',
      '3',
    ];
    const { columns, matching, shown } = await json<RowsReport>(args, directory);
    expect({ columns, matching }).toEqual({
      columns: ['row', 'split', 'class', 'brightness', 'distance'],
      matching: 183,
    });
    // numpy on scikit-learn's digits, which counts from 0: the rows farthest from the mean of the threes.
    expect(shown.map((cells) => [cells[0], Number(Number(cells[4]).toFixed(6))])).toEqual([
      [1203, 5.002545],
      [1728, 4.960269],
      [1713, 4.924369],
    ]);
  });

  test.each([
    [
      ['--where', 'sise > 3'],
      "--where: must begin a comparison with a column (sise is none: did you mean 'size'?)",
    ],
    [['--sort', '-nme'], '--sort: must name columns of the data (did you mean \'name\'?), got "-nme"'],
    [['--columns', 'nme'], '--columns: must name columns of the data (did you mean \'name\'?), got "nme"'],
    [['--page', '4'], '--page: must be at most 3, the last page, got 4'],
    [['--html', 'x.html'], '--html: must not be given together with --rows'],
    [['--sort', 'y', '--random', '3'], '--sort: must not be given together with --random'],
  ])('refuses %j in a line', async (args, line) => {
    const { code, stdout, stderr } = await run(['data', space, '--rows', '--quiet', ...args], directory);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(line);
  });
});
