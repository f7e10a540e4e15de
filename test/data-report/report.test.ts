import { describe, expect, test } from 'vitest';
import { readSource } from '../../src/data/load-dataset.ts';
import { findScales } from '../../src/data-report/columns/scale-findings.ts';
import { reportData } from '../../src/data-report/report.ts';
import { lookAtColumn } from '../../src/data-report/table-report.ts';
import type { DataFinding, DataReport } from '../../src/reports/data-report.ts';
import type { DataSpec } from '../../src/study/study-spec.ts';
import { dataSpec, defaultSplit } from '../data/data-spec.ts';
import {
  drawn,
  kindsOf,
  normal,
  numberColumn,
  numberTarget,
  reportCsv,
  tableSource,
} from './given-source.ts';

describe('sound data raise no alarm', () => {
  const cases: [string, Pick<DataSpec, 'source' | 'target'>, number][] = [
    ['iris', { source: 'iris' }, 6],
    ['penguins', { source: 'penguins' }, 6],
    ['the mass of penguins', { source: 'penguins', target: 'bodyMassGrams' }, 6],
    ['digits', { source: 'digits' }, 1],
  ];
  test.each(cases)('%s', async (_, data, seeds) => {
    for (let seed = 0; seed < seeds; seed++) {
      const split = { ...defaultSplit, seed } as DataSpec['split'];
      const source = await readSource(dataSpec({ ...data, split }), '.', { isTolerant: true });
      const { findings } = await reportData(source);
      expect(findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
    }
  });
});

test('letters that a file in another encoding loses are told', async () => {
  const rows = Array.from({ length: 40 }, (_, row) => `${row},caf\ufffd,${row % 2 ? 'ja' : 'n\ufffd'}`);
  const report = await reportCsv(['gr\ufffd\ufffde,place,y', ...rows].join('\n'));
  expect(report.findings.find(({ kind }) => kind === 'lost-letters')).toMatchObject({
    severity: 'warn',
    message: "3 names with letters that could not be read: 'gr\ufffd\ufffde', 'caf\ufffd', 'n\ufffd'",
    columns: ['gr\ufffd\ufffde'],
  });
});

test('a report is plain JSON, of the same bits each time', async () => {
  const reports = [];
  for (let time = 0; time < 2; time++) {
    const source = await readSource(dataSpec({ source: 'penguins' }), '.');
    reports.push(await reportData(source));
  }
  expect(JSON.parse(JSON.stringify(reports[0]))).toEqual(reports[1]);
  expect(JSON.stringify(reports[0])).not.toContain('null');
  expect(reports[0]).toMatchObject({
    source: 'penguins',
    task: 'classification',
    rows: 344,
    target: {
      kind: 'classification',
      classes: [{ name: 'Adelie' }, { name: 'Chinstrap' }, { name: 'Gentoo' }],
    },
  });
  expect(reports[0]?.features.map(({ kind, name, missing }) => [kind, name, missing])).toEqual([
    ['category', 'island', 0],
    ['number', 'beakLengthMm', 2],
    ['number', 'beakDepthMm', 2],
    ['number', 'flipperLengthMm', 2],
    ['number', 'bodyMassGrams', 2],
    ['category', 'sex', 11],
  ]);
});

/** 200 rows of a, b and y, changed row by row. */
function csv(change: (row: number, cells: string[]) => string[] = (_, cells) => cells): string {
  const noise = drawn(1, 400, normal);
  const rows = Array.from({ length: 200 }, (_, row) =>
    change(row, [`${noise[row]}`, row % 3 === 0 ? 'red' : 'blue', row % 2 === 0 ? 'no' : 'yes']).join(','),
  );
  return ['a,b,y', ...rows].join('\n');
}

function found(report: DataReport, kind: string): DataFinding {
  const finding = report.findings.find((each) => each.kind === kind);
  if (finding === undefined) throw new Error(`no ${kind} among ${kindsOf(report).join(', ')}`);
  return finding;
}

test('a sound file has nothing to say of', async () => {
  expect(kindsOf(await reportCsv(csv()))).toEqual([]);
});

describe('a fault is found, with its column, its rows and its number', () => {
  type Change = (row: number, cells: string[]) => string[];
  const cell =
    (place: number, rows: (row: number) => boolean, value: string): Change =>
    (row, cells) =>
      rows(row) ? cells.map((each, index) => (index === place ? value : each)) : cells;
  const cases: [string, Change, Partial<DataFinding>][] = [
    [
      'NaN',
      cell(0, (row) => row === 7 || row === 9, 'NaN'),
      {
        severity: 'fail',
        kind: 'non-finite-values',
        message: 'a: 2 cells say NaN (rows 8, 10)',
        rows: [8, 10],
        columns: ['a'],
      },
    ],
    [
      'an infinity',
      cell(0, (row) => row === 7, '-inf'),
      {
        severity: 'fail',
        kind: 'non-finite-values',
        message: 'a: 1 cell is infinite or beyond the range of 32-bit floats (row 8)',
        count: 1,
      },
    ],
    [
      'a number beyond 32 bits',
      cell(0, (row) => row === 7, '1e39'),
      {
        severity: 'fail',
        kind: 'non-finite-values',
        message: 'a: 1 cell is infinite or beyond the range of 32-bit floats (row 8)',
      },
    ],
    [
      'text',
      cell(0, (row) => row === 7, 'oops'),
      {
        severity: 'fail',
        kind: 'text-among-numbers',
        message: "a: 1 cell: must be a number like the rest of its column ('oops' in line 9)",
        rows: [8],
      },
    ],
    ['an empty column', cell(0, () => true, ''), { severity: 'info', kind: 'empty-column', columns: ['a'] }],
    [
      'an identifier',
      (row, cells) => [cells[0] as string, `user ${row}`, cells[2] as string],
      { severity: 'info', kind: 'identifier-column', columns: ['b'] },
    ],
    [
      'a missing target',
      cell(2, (row) => row === 7, ''),
      {
        severity: 'info',
        kind: 'missing-target',
        rows: [8],
        message: 'y: the target is missing in 1 of 200 rows (line 9)',
      },
    ],
    [
      'a short row',
      (row, cells) => (row === 7 ? cells.slice(1) : cells),
      {
        severity: 'fail',
        kind: 'broken-row',
        rows: [8],
        message: '1 row of the wrong length: a row must have 3 cells (2 in line 9)',
      },
    ],
    [
      'a class of one row',
      cell(2, (row) => row === 7, 'perhaps'),
      { severity: 'fail', kind: 'rare-class', count: 1 },
    ],
    [
      'a constant',
      cell(0, () => true, '3'),
      { severity: 'warn', kind: 'constant-column', message: 'a: every row has the value 3' },
    ],
    [
      'a single category',
      cell(1, () => true, 'red'),
      { severity: 'warn', kind: 'constant-column', columns: ['b'] },
    ],
    [
      'nearly a constant',
      (row, cells) => ['3.5', row === 7 || row === 8 ? 'red' : 'blue', cells[2] as string],
      { severity: 'info', kind: 'nearly-constant-column', rows: [8, 9], count: 2 },
    ],
    [
      'much that is missing',
      cell(0, (row) => row % 10 > 2, ''),
      {
        severity: 'warn',
        kind: 'missing-values',
        count: 140,
        message: 'a: 70 % of the cells are missing (140 of 200)',
      },
    ],
    [
      'some that is missing',
      cell(0, (row) => row % 10 === 0, ''),
      { severity: 'info', kind: 'missing-values', count: 20 },
    ],
    [
      'a code for missing',
      cell(0, (row) => row % 50 === 0, '-999'),
      { severity: 'warn', kind: 'missing-code', rows: [1, 51, 101, 151], count: 4 },
    ],
    [
      'categories alike',
      cell(1, (row) => row % 40 === 1, 'Blue'),
      {
        severity: 'warn',
        kind: 'alike-categories',
        count: 5,
        message: "b: the categories 'Blue' (5) and 'blue' (129) may be one",
      },
    ],
    [
      'classes alike',
      cell(2, (row) => row === 1 || row === 3, 'YES'),
      { severity: 'warn', kind: 'alike-class-names', rows: [2, 4] },
    ],
    [
      'a strong imbalance',
      cell(2, (row) => row % 2 === 1 && row > 17, 'no'),
      {
        severity: 'warn',
        kind: 'class-imbalance',
        message: "for each row of class 'yes' (9) there are 21 of 'no' (191)",
      },
    ],
    [
      'an imbalance',
      cell(2, (row) => row % 2 === 1 && row > 60, 'no'),
      { severity: 'info', kind: 'class-imbalance', count: 30 },
    ],
    [
      'few rows of a class',
      cell(2, (row) => row % 2 === 1 && row > 17, 'no'),
      { severity: 'warn', kind: 'few-rows-of-a-class', count: 1 },
    ],
  ];
  test.each(cases)('%s', async (_, change, finding) => {
    const report = await reportCsv(csv(change));
    expect(report.findings.find(({ kind }) => kind === finding.kind)).toMatchObject(finding);
  });

  test('text and NaN in a column of words are words', async () => {
    const words = cell(1, (row) => row % 4 === 0, 'inf');
    expect(kindsOf(await reportCsv(csv(words)))).toEqual([]);
  });

  test('classes that differ by one letter are suspected when one is rare, and numbers never', async () => {
    const rename = (one: string, other: string) =>
      csv((row, cells) => [
        cells[0] as string,
        cells[1] as string,
        row % 50 === 3 ? other : row % 2 ? one : 'third',
      ]);
    expect(kindsOf(await reportCsv(rename('setosa', 'setsa')))).toContain('warn alike-class-names');
    expect(kindsOf(await reportCsv(rename('class 11', 'class 1')))).not.toContain('warn alike-class-names');
    expect(
      kindsOf(
        await reportCsv(
          csv((row, cells) => [cells[0] as string, cells[1] as string, row % 2 ? 'setosa' : 'setose']),
        ),
      ),
    ).toEqual([]);
  });
});

test('everything that start would refuse is found at once, and the rest is looked at', async () => {
  const lines = csv((row, cells) =>
    row === 5 ? ['oops', ...cells.slice(1)] : row === 6 ? [...cells.slice(0, 2), ''] : cells,
  );
  const [header, ...rows] = lines.split('\n');
  const text = [
    `${header},a,id,part`,
    ...rows.map(
      (row, index) => `${row},1,user ${index},${['train', 'val', 'test', 'dev', 'train'][index % 5]}`,
    ),
    '1,2',
  ].join('\n');
  const report = await reportCsv(text.replace('user 11,val', 'user 11,tset'), {
    split: { kind: 'column', column: 'part' },
  });
  expect(
    kindsOf(report)
      .filter((each) => each.startsWith('fail'))
      .sort(),
  ).toEqual(['fail broken-row', 'fail repeated-column', 'fail text-among-numbers', 'fail unknown-split']);
  expect(report.rows).toBe(198);
  expect(report.features.map(({ name }) => name)).toEqual(['a', 'b']);
  for (const { severity, advice } of report.findings) {
    if (severity === 'fail') expect(advice).toContain('start refuses');
  }
});

test('where nothing is left to look at, the faults are thrown', async () => {
  await expect(reportCsv('a,y\n1\n2\n')).rejects.toThrow(
    /^\S+:2 row: must have 2 cells, got 1\n\S+:3 row: must have 2 cells, got 1$/,
  );
  await expect(reportCsv('a,y\n,1.5\n,2.5\n')).rejects.toThrow(/no input is left/);
  await expect(reportCsv(csv(), { target: 'z' })).rejects.toThrow(/must be a column of the file/);
});

test('a category that the training split never shows is named', async () => {
  const part = (row: number) => ['train', 'val', 'test', 'train'][row % 4] as string;
  const text = csv((row, [a, b, y]) => [
    a as string,
    part(row) === 'test' && row < 20 ? 'green' : (b as string),
    `${y},${part(row)}`,
  ]);
  const report = await reportCsv(text.replace('a,b,y', 'a,b,y,part'), {
    split: { kind: 'column', column: 'part' },
  });
  expect(found(report, 'unseen-category')).toMatchObject({
    severity: 'info',
    columns: ['b'],
    count: 5,
    rows: [3, 7, 11, 15, 19],
  });
});

describe('a target of numbers', () => {
  const columns = [numberColumn('a', drawn(1, 400, normal))];
  test('is judged for its tail and its outliers', async () => {
    const skewed = drawn(2, 400, (random) => Math.exp(1.2 * normal(random)));
    const report = await reportData(tableSource(columns, numberTarget(skewed)));
    expect(found(report, 'skewed-target')).toMatchObject({ severity: 'warn', columns: ['y'] });
    const slip = drawn(3, 400, normal).map((value, row) => (row === 9 ? 1000 : value));
    const other = await reportData(tableSource(columns, numberTarget(slip)));
    expect(found(other, 'extreme-target-outliers')).toMatchObject({ severity: 'warn', rows: [10], count: 1 });
  });
});

describe('without scaling', () => {
  test.each([
    [
      'the columns of a table are compared',
      'penguins',
      /^bodyMassGrams spreads \d+ times as wide as beakDepthMm/,
    ],
    ['pixels are too large', 'digits', /^pixels from 0 to 16/],
  ] as const)('%s', async (_, data, message) => {
    const source = await readSource(dataSpec({ source: data }), '.');
    const { inputs } = source.raw;
    const columns = inputs.kind === 'table' ? inputs.columns : [];
    const looks = columns.map((column) => lookAtColumn(column, source));
    const features = looks.map(({ report }) => report);
    expect(findScales(source, features, 'none')).toMatchObject([
      { severity: 'warn', kind: 'different-scales', message: expect.stringMatching(message) },
    ]);
    expect(findScales(source, features, 'standard')).toEqual([]);
  });
});

test('what more than five columns have in common is one finding', async () => {
  const columns = Array.from({ length: 30 }, (_, index) =>
    numberColumn(`x${index}`, new Array(100).fill(index)),
  );
  const sound = numberColumn('a', drawn(1, 100, normal));
  const report = await reportData(tableSource([...columns, sound], numberTarget(drawn(2, 100, normal))));
  const constant = report.findings.filter(({ kind }) => kind === 'constant-column');
  expect(constant).toHaveLength(1);
  expect(constant[0]).toMatchObject({
    message: 'x0: every row has the value 0; likewise x1, x2, x3, x4, x5, x6, x7, x8, … (29 columns)',
    count: 30,
  });
  expect(constant[0]?.columns).toHaveLength(30);
});

test('progress goes through the steps, each from 0 to 1', async () => {
  const steps: [string, number][] = [];
  const source = await readSource(dataSpec({ source: 'iris' }), '.');
  await reportData(source, (title, fraction) => steps.push([title, fraction]));
  expect(
    steps.filter(([title]) => title === 'looking at the features').map(([, fraction]) => fraction),
  ).toEqual([0, 0.25, 0.5, 0.75]);
  expect(steps.every(([, fraction]) => fraction >= 0 && fraction <= 1)).toBe(true);
});

/** A table of 80 rows with the column x. */
const tableOf = (cell: (row: number) => string) =>
  ['x,b,y', ...Array.from({ length: 80 }, (_, row) => `${cell(row)},${row % 9}.5,${row % 7}.25`)].join('\n');

test('dates are told as dates', async () => {
  const { findings } = await reportCsv(
    tableOf((row) => (row % 20 === 3 ? '1901-01-01' : `2024-0${1 + (row % 9)}-1${row % 10}`)),
  );
  expect(findings.find(({ columns }) => columns.includes('x'))?.message).toMatch(
    /the value 1901-01-01 stands far .* from 2024-0\d-1\dT\d\d:00 to 2024-0\d-1\dT\d\d:00$/,
  );
});

test('a declaration of missing words keeps the notation and the known words, and an order has no code', async () => {
  const prices = (row: number) => (row % 10 === 3 ? '-999 €' : row % 10 === 5 ? 'NA' : `${20 + row} €`);
  const euros = { x: { type: 'number', unit: '€' } } as const;
  const { findings } = await reportCsv(tableOf(prices), { columns: euros });
  expect(findings.find(({ kind }) => kind === 'missing-code')?.advice).toBe(
    'set data.columns to { "x": { "type": "number", "unit": "€", "missing": ["-999", "NA"] } } if they do',
  );
  const grades = (row: number) => (row % 4 === 0 ? 'none' : ['fair', 'good', 'best'][row % 3]) as string;
  const order = ['none', 'a', 'b', 'c', 'd', 'e', 'f', 'fair', 'good', 'best'];
  const ordered = await reportCsv(tableOf(grades), { columns: { x: { type: 'ordinal', order } } });
  expect(ordered.findings.map(({ kind }) => kind)).not.toContain('missing-code');
});

test('a column whose cells are refused is not said to be constant', async () => {
  const { schema, findings } = await reportCsv(tableOf((row) => `$${row}`));
  expect(findings[0]).toMatchObject({ kind: 'text-among-numbers' });
  expect(schema?.columns[0]).toMatchObject({ name: 'x', leftOut: 'its cells are refused' });
});
