import { describe, expect, test } from 'vitest';
import type { RawColumn } from '../../src/data/raw-data.ts';
import { reportData } from '../../src/data-report/report.ts';
import type { DataFinding, DataReport } from '../../src/reports/data-report.ts';
import { drawn, normal, numberColumn, numberTarget, reportCsv, tableSource } from './given-source.ts';

const rows = 400;
const noise = (seed: number) => drawn(seed, rows, normal);
const amounts = drawn(1, rows, (random) => Math.round(1000 * Math.exp(normal(random))));

async function findingsOf(
  columns: readonly RawColumn[],
  target = noise(99),
): Promise<readonly DataFinding[]> {
  return (await reportData(tableSource(columns, numberTarget(target)))).findings;
}
const kind = (findings: readonly DataFinding[], name: string) => findings.find((each) => each.kind === name);

describe('a spike', () => {
  const spiked = amounts.map((value, row) => (row % 5 < 2 ? 0 : value));
  test('is told once, with what the others are, and is not far out', async () => {
    const findings = await findingsOf([numberColumn('cost', spiked), numberColumn('b', noise(2))]);
    expect(kind(findings, 'spike')).toMatchObject({
      severity: 'info',
      columns: ['cost'],
      message: expect.stringMatching(
        /^cost: 40 % of the values are 0; half of the others lie from \d+ to \d+$/,
      ),
      advice: expect.stringContaining(
        '{ "cost": { "type": "number", "missing": ["0"], "indicator": true } }',
      ),
    });
    expect(findings.some(({ kind: each }) => /outliers|missing-code/.test(each))).toBe(false);
  });

  test('of a target makes two questions', async () => {
    const findings = await findingsOf([numberColumn('b', noise(2))], spiked);
    expect(kind(findings, 'two-part-target')).toMatchObject({ severity: 'warn', columns: ['y'], count: 160 });
  });

  test('is none in amounts, and in a column of few values', async () => {
    const few = amounts.map((_, row) => (row % 3 === 0 ? 0 : row % 7));
    expect(
      kind(await findingsOf([numberColumn('a', amounts), numberColumn('b', few)]), 'spike'),
    ).toBeUndefined();
  });
});

describe('columns among each other', () => {
  const parts = [amounts, amounts.toReversed()] as const;
  const total = parts[0].map((value, row) => value + (parts[1][row] ?? 0));
  test('a sum is found whatever its order, and none where a tenth differ', async () => {
    const [one, other] = [numberColumn('one', parts[0]), numberColumn('other', parts[1])];
    const findings = await findingsOf([numberColumn('total', total), one, other]);
    expect(findings.filter((each) => each.kind === 'sum-of-columns')).toMatchObject([
      { message: 'total = one + other in all of 400 rows', columns: ['total', 'one', 'other'] },
    ]);
    const broken = total.map((value, row) => (row % 10 === 0 ? value + 1 : value));
    expect(
      kind(await findingsOf([numberColumn('total', broken), one, other]), 'sum-of-columns'),
    ).toBeUndefined();
  });

  test('equal cells are counted without those that most rows have', async () => {
    const half = amounts.map((value, row) => (row % 2 === 0 ? value : value + 1));
    const findings = await findingsOf([numberColumn('a', amounts), numberColumn('b', half)]);
    expect(kind(findings, 'equal-columns')).toMatchObject({
      severity: 'info',
      columns: ['a', 'b'],
      message: expect.stringMatching(/^a and b are equal in (19\d|200) rows \((49|50) %/),
    });
    const zeros = (seed: number) => noise(seed).map((value, row) => (row % 10 === 0 ? value : 0));
    const sparse = await findingsOf([numberColumn('a', zeros(1)), numberColumn('b', zeros(2))]);
    expect(kind(sparse, 'equal-columns')).toBeUndefined();
  });
});

test('a few zeros far below amounts over decades may stand for missing ones', async () => {
  const takings = drawn(3, rows, (random) => Math.round(500 + 10 ** (3 + 4 * random.next())));
  const findings = await findingsOf([
    numberColumn(
      'gross',
      takings.map((each, row) => (row % 40 ? each : 0)),
    ),
  ]);
  expect(kind(findings, 'missing-code')).toMatchObject({
    severity: 'info',
    message: expect.stringMatching(
      /^gross: 10 cells with 0, far from all other values, of which \d+ is the least, /,
    ),
  });
});

describe('what is read from a file', () => {
  const text = (cells: (row: number) => string, header = 'a,b,y') =>
    [header, ...Array.from({ length: rows }, (_, row) => cells(row))].join('\n');
  const found = (report: DataReport, name: string) => kind(report.findings, name);

  test('columns over decades have one advice, a declaration for each, and none once they are scaled', async () => {
    const wide = drawn(4, 2 * rows, (random) => Number((10 ** (1 + 5 * random.next())).toPrecision(4)));
    const table = text((row) => `${wide[row]},${wide[rows + row]},${row % 7}.5`);
    const finding = found(await reportCsv(table), 'wide-range');
    expect(finding).toMatchObject({ severity: 'info', columns: ['a', 'b'] });
    expect(finding?.advice).toMatch(
      /data\.columns to \{ "a": \{ "type": "\w+", "scaling": "log1p" \}, "b": \{ "type": "\w+", "scaling": "log1p" \} \}/,
    );
    expect(found(await reportCsv(table, { scaling: 'auto' }), 'wide-range')).toBeUndefined();
  });

  test('a column that is filled for one class alone may be known only afterwards', async () => {
    const table = text(
      (row) =>
        `${row % 3 === 0 && row % 30 ? 100 + row : ''},${row % 11},${row % 3 === 0 ? 'damage' : 'none'}`,
    );
    expect(found(await reportCsv(table), 'known-afterwards')).toMatchObject({
      severity: 'warn',
      columns: ['a'],
      message:
        "a: whether it is missing tells 84 % of the target: 'damage' are 5.3 % of the rows where it is missing, and 100 % of the others",
    });
    const chance = text((row) => `${row % 4 ? '' : row},${row % 11},${row % 3 === 0 ? 'damage' : 'none'}`);
    expect(found(await reportCsv(chance), 'known-afterwards')).toBeUndefined();
  });

  test('small whole numbers that the target neither rises nor falls with may be codes', async () => {
    const effect = [5, 0, 7, 1, 6, 2];
    const table = text((row) => `${row % 6},${row % 5},${(effect[row % 6] ?? 0) + (noise(5)[row] ?? 0)}`);
    const finding = found(await reportCsv(table), 'coded-column');
    expect(finding).toMatchObject({ severity: 'info', columns: ['a'] });
    expect(finding?.advice).toContain('set data.columns to { "a": "category" }');
    const rising = text((row) => `${row % 6},${row % 5},${(row % 6) + (noise(5)[row] ?? 0)}`);
    expect(found(await reportCsv(rising), 'coded-column')).toBeUndefined();
  });

  test('a file that is sorted by its target is told', async () => {
    const sorted = text((row) => `${row % 7},${row % 5},${row < 200 ? 'no' : 'yes'}`);
    expect(found(await reportCsv(sorted), 'sorted-by-target')?.message).toContain(
      'a row has the class of the row before in 100 % of cases, by chance in 50 %',
    );
    const mixed = text((row) => `${row % 7},${row % 5},${row % 2 ? 'no' : 'yes'}`);
    expect(found(await reportCsv(mixed), 'sorted-by-target')).toBeUndefined();
  });

  test('dates after today are told, where they are few', async () => {
    // The noon of today is no date after it.
    const days = new Map([
      [9, '2046-05-01'],
      [10, '2026-11-29T12:00Z'],
    ]);
    const day = (row: number) => days.get(row) ?? `20${10 + (row % 10)}-0${1 + (row % 9)}-11`;
    const given = tableSource(
      [
        {
          kind: 'number',
          name: 'when',
          values: Float64Array.from({ length: rows }, (_, row) => Date.parse(day(row)) / 86_400_000),
          form: { type: 'date', format: 'yyyy-MM-dd' },
        },
      ],
      numberTarget(noise(6)),
    );
    const today = Date.parse('2026-11-29') / 86_400_000;
    const { findings } = await reportData(given, undefined, undefined, today);
    expect(kind(findings, 'future-dates')).toMatchObject({
      severity: 'warn',
      rows: [10],
      message: 'when: 1 date after 2026-11-29, as late as 2046-05-01',
    });
  });
});

test('findings of several columns with one advice are one', async () => {
  const gaps = (share: number) =>
    numberColumn(
      `gap${share}`,
      noise(share).map((each, row) => (row % share ? each : Number.NaN)),
    );
  const findings = await findingsOf([gaps(5), gaps(10), numberColumn('b', noise(2))]);
  expect(findings.filter((each) => each.kind === 'missing-values')).toMatchObject([
    {
      message:
        'gap5: 20 % of the cells are missing (80 of 400); gap10: 10 % of the cells are missing (40 of 400)',
      columns: ['gap5', 'gap10'],
      count: 2,
    },
  ]);
});
