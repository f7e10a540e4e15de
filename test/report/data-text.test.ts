import { describe, expect, test } from 'vitest';
import { renderData } from '../../src/report/text/data/data-text.ts';
import {
  plainStepProgress,
  silentStepProgress,
  terminalStepProgress,
} from '../../src/report/text/progress/data-progress.ts';
import type { DataFinding, DataReport, FeatureReport, NumberSummary } from '../../src/reports/data-report.ts';

const summary: NumberSummary = {
  count: 9,
  missing: 1,
  distinct: 7,
  min: -1.5,
  max: 12,
  mean: 2.25,
  std: 3.125,
  skewness: 0.5,
  quantiles: { p1: -1.5, p5: -1, p25: 0, p50: 2, p75: 4, p95: 11, p99: 12 },
  histogram: { edges: [-1.5, 3, 7.5, 12], counts: [5, 1, 3] },
  outliers: { count: 2, rows: [] },
};

const finding: DataFinding = {
  severity: 'fail',
  kind: 'text-among-numbers',
  message: 'size: 1 cell of text among numbers',
  advice: 'fix the cell',
  columns: ['size'],
  rows: [7],
  count: 1,
};

const size: FeatureReport = { kind: 'number', name: 'size', ...summary };
const colour: FeatureReport = {
  kind: 'category',
  name: 'colour',
  count: 10,
  missing: 0,
  distinct: 4,
  values: [
    { value: 'red', count: 5 },
    { value: 'blue', count: 3 },
    { value: 'a very long name of a colour', count: 1 },
    { value: 'green', count: 1 },
  ],
};

const report: DataReport = {
  source: 'table.csv',
  task: 'classification',
  rows: 10,
  splits: [
    { name: 'train', rows: 6 },
    { name: 'validation', rows: 2 },
    { name: 'test', rows: 2 },
  ],
  notes: [],
  target: {
    kind: 'classification',
    classes: [
      { name: 'no', counts: [4, 1, 1] },
      { name: 'yes', counts: [2, 1, 1] },
    ],
  },
  features: [size, colour],
  relations: [],
  duplicates: { withinSplits: 0, acrossSplits: 0, nearAcrossSplits: 0, conflicting: 0, pairs: [] },
  findings: [
    finding,
    { ...finding, severity: 'warn', message: 'size: 2 values far out', advice: 'look' },
    { ...finding, severity: 'warn', message: 'three', advice: 'look' },
  ],
};

const widest = (text: string) => Math.max(...text.split('\n').map((line) => line.length));

test('the worst comes first, then the target, then the features', () => {
  expect(renderData(report, 120)).toBe(
    `
table.csv: 10 rows (train 6, validation 2, test 2), 2 features, classification

1 fault, 2 warnings
✗ size: 1 cell of text among numbers
  → fix the cell
! size: 2 values far out
  → look
! three
  → look

class  train  validation  test    share
no         4           1     1  60.00 %  ████████████████████
yes        2           1     1  40.00 %  █████████████

feature  missing  distinct   min  median  max  mean  deviation  outliers  distribution
size           1         7  -1.5       2   12  2.25      3.125         2  █▂▅
colour                   4                                                red 5, blue 3, a very long n… 1, …
`.trim(),
  );
});

test('a target of numbers shows its distribution', () => {
  const target = { kind: 'regression' as const, name: 'price', ...summary };
  const text = renderData({ ...report, task: 'regression', target }, 100);
  expect(text).toContain('target price\n-1.5 █▂▅ 12\nmean 2.25, median 2, deviation 3.125, skewness 0.5\n');
});

test('images show their pixels, and where to see them', () => {
  const images = {
    shape: [8, 8, 1] as const,
    maximum: 16,
    pixels: { mean: 4.8841, std: 6.0168, histogram: { edges: [0, 8, 16], counts: [3, 1] } },
    sheets: [{ title: 'no', images: [{ row: 1, caption: 'row 1', pixels: '' }] }],
  };
  const text = renderData({ ...report, features: [], images }, 100);
  expect(text).toContain('images of 8 × 8 × 1, classification');
  expect(text).toContain(
    'pixels\n0 █▃ 16  mean 4.884, deviation 6.017\n--html shows 1 of the images, by class',
  );
  expect(text).not.toContain('feature ');
});

test('rows that are files are named, the first ones', () => {
  const files = Array.from({ length: 7 }, (_, row) => `cat/${row}.png`);
  const copies = { ...finding, message: '7 rows are copies', files, count: 7 };
  const corrupt = { ...finding, message: 'dog/2.png is corrupt', files: ['dog/2.png'] };
  const blank = { ...finding, message: '1 blank image', files: ['dog/1\n.png'], count: 1 };
  expect(renderData({ ...report, findings: [copies, corrupt, blank] }, 100)).toContain(
    `
✗ 7 rows are copies
  cat/0.png, cat/1.png, cat/2.png, cat/3.png, cat/4.png, …
  → fix the cell
✗ dog/2.png is corrupt
  → fix the cell
✗ 1 blank image
  dog/1 .png
  → fix the cell
`,
  );
});

test('nothing to say is said', () => {
  expect(renderData({ ...report, findings: [] }, 100)).toContain('\n✓ nothing stands out\n');
});

describe('a report fits the terminal', () => {
  test.each([60, 80, 120])('of %i columns', (width) => {
    const long = { ...finding, message: 'word '.repeat(80), advice: 'more words '.repeat(40) };
    const target = { kind: 'regression' as const, name: 'price', ...summary };
    expect(widest(renderData({ ...report, findings: [long] }, width))).toBeLessThanOrEqual(width);
    expect(widest(renderData({ ...report, target }, width))).toBeLessThanOrEqual(width);
  });

  test('columns that do not fit follow below', () => {
    expect(renderData(report, 90)).toContain(
      `
feature  missing  distinct   min  median  max  mean  deviation  outliers
size           1         7  -1.5       2   12  2.25      3.125         2
colour                   4

feature  distribution
size     █▂▅
`.trim(),
    );
  });

  test('dates are dates', () => {
    const day: FeatureReport = {
      kind: 'number',
      name: 'day',
      areDates: true,
      ...summary,
      min: 19_000,
      max: 19_700,
    };
    expect(renderData({ ...report, features: [day] }, 120)).toMatch(/2022-01-08 +1970-01-03 +2023-12-09/);
  });

  test('columns are shown by what they tell of the target', () => {
    const explained = { share: 0.62, low: 0.57, high: 0.66, chance: 1e-9 };
    const group = (name: string, rows: number, p50: number) => ({
      ...{ name, rows },
      numbers: { mean: 0, p25: 0, p50, p75: 0 },
    });
    const relations: DataReport['relations'] = [
      {
        ...{ column: 'size', rows: 9, explained, summarises: 'column' as const },
        groups: [group('no', 3, 1.5), group('yes', 6, 2)],
      },
      {
        column: 'colour',
        rows: 10,
        explained: { share: 0.01, low: 0, high: 0.2, chance: 0.3 },
        summarises: 'classes',
        classes: ['no', 'yes'],
        groups: [{ name: 'red', rows: 5, shares: [0.25, 0.75] }],
      },
    ];
    expect(renderData({ ...report, relations }, 90)).toContain(
      `
tells of the target  explains          95 %  by group
size                     62 %  57 % to 66 %  yes 2, no 1.5
colour                    1 %  perhaps none  red 75 % yes
explains: share of the variance of ranks, or Cramér's V², beyond chance, without test
`.trim(),
    );
  });

  test('quick predictors stand side by side, with what they say', () => {
    const probes: DataReport['probes'] = {
      metric: 'accuracy',
      trainedRows: 500,
      judgedRows: 300,
      constant: 0.12,
      probes: [
        { predictor: 'linear', inputs: '8 × 8 pixels', score: 0.912 },
        { predictor: 'neighbours', inputs: '8 × 8 pixels', score: 0.95 },
        { predictor: 'linear', inputs: 'patches anywhere', score: 0.9 },
      ],
      notes: ['details matter'],
      labelNoise: { share: 0.02, low: 0.01, high: 0.05 },
    };
    expect(renderData({ ...report, probes }, 120)).toContain(
      `
quick predictors  linear  neighbours
8 × 8 pixels        91 %        95 %
patches anywhere    90 %
accuracy; the most frequent class has 12 %; on 300 validation rows, from 500 training rows
· details matter
· 2 % of the labels are doubted by their neighbours (95 % 1 % to 5 %): they are wrong, or the classes overlap
`.trim(),
    );
  });

  test('of many features and classes the first are shown and the others counted', () => {
    const features = Array.from({ length: 200 }, (_, index) => ({ ...size, name: `x${index}` }));
    const classes = Array.from({ length: 30 }, (_, index) => ({
      name: `class ${index}`,
      counts: [index, 1, 1],
    }));
    const text = renderData({ ...report, features, target: { kind: 'classification', classes } }, 100);
    expect(text).toContain('and 140 more features: --json and --html have all');
    expect(text).toContain('and 10 smaller classes: --json and --html have all');
    expect(text).toContain('class 29');
    expect(text).not.toContain('class 9 ');
  });

  test('names of the data can neither break a line nor steer the terminal', () => {
    const name = 'a\n\u001b[2Jb';
    const text = renderData(
      { ...report, features: [{ ...size, name }], findings: [{ ...finding, message: name }] },
      100,
    );
    expect(text).not.toContain('\u001b[2J');
    expect(text).not.toContain('a\n');
  });
});

describe('progress', () => {
  function given(columns?: number) {
    const written: string[] = [];
    const clock = { seconds: 0 };
    const output = { write: (text: string) => written.push(text), columns };
    return { written, clock, output, elapsed: () => clock.seconds };
  }

  test('in a pipe says nothing of short work, and then a line a step and every five seconds', () => {
    const { written, clock, output, elapsed } = given();
    const progress = plainStepProgress(output, elapsed);
    for (let tenth = 0; tenth <= 120; tenth++) {
      clock.seconds = tenth / 10;
      progress.onStep('reading', tenth / 120);
    }
    progress.onStep('duplicates', 0);
    progress.close();
    expect(written).toEqual(['reading: 16 %\n', 'reading: 58 %\n', 'reading: 100 %\n', 'duplicates\n']);
  });

  test('on a terminal is a bar in its place, drawn ten times a second, which leaves nothing behind', () => {
    const { written, clock, output, elapsed } = given(40);
    const progress = terminalStepProgress(output, elapsed);
    progress.onStep('reading', 0);
    progress.onStep('reading', 0.01);
    clock.seconds = 0.2;
    progress.onStep('reading a file of a long name', 0.5);
    progress.close();
    const erase = '\r\u001b[2K';
    expect(written).toEqual([
      `${erase}${'░'.repeat(24)}   0 %  reading`,
      `${erase}${'█'.repeat(12)}${'░'.repeat(12)}  50 %  reading `,
      erase,
    ]);
  });

  test('when quiet is nothing', () => {
    const { written, output, elapsed } = given();
    const progress = silentStepProgress(output, elapsed);
    progress.onStep('reading', 0);
    progress.close();
    expect(written).toEqual([]);
  });
});
