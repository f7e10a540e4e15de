import { expect, it } from 'vitest';
import { renderConfusion } from '../../src/report/text/parts/confusion-text.ts';
import type { ConfusionReport } from '../../src/reports/suspects-report.ts';

const flowers: ConfusionReport = {
  trial: 3,
  split: 'validation',
  classes: ['setosa', 'versicolor', 'a very long name'],
  counts: [
    [10, 0, 0],
    [0, 8, 2],
    [0, 0, 0],
  ],
  perClass: [
    { precision: 1, recall: 1, rows: 10 },
    { precision: 1, recall: 0.8, rows: 10 },
    { precision: 0, recall: null, rows: 0 },
  ],
};

it('a few classes are a matrix with recall and precision', () => {
  expect(renderConfusion(flowers, 80).split('\n')).toEqual([
    'confusion of trial 3 on validation (lines: true class, columns: predicted)',
    '               setosa  versicolor  a very long…   recall',
    'setosa             10           ·             ·  100.0 %',
    'versicolor          ·           8             2   80.0 %',
    'a very long…        ·           ·             0        –',
    'precision     100.0 %     100.0 %         0.0 %',
  ]);
});

it('in a narrow terminal, the pairs that are mistaken are listed', () => {
  expect(renderConfusion(flowers, 50).split('\n')).toEqual([
    'confusion of trial 3 on validation',
    'true        predicted         rows  of the class',
    'versicolor  a very long name     2        20.0 %',
  ]);
});

it('many classes are the pairs that are mistaken most, the most first', () => {
  const classes = Array.from({ length: 20 }, (_, label) => `class ${label}`);
  // Class i is taken i times for the next one.
  const counts = classes.map((_, label) =>
    classes.map((__, predicted) => (predicted === label ? 50 : Number(predicted === label + 1) * label)),
  );
  const perClass = counts.map((row, label) => ({
    precision: 1,
    recall: 50 / (50 + label),
    rows: row.reduce((a, b) => a + b),
  }));
  const lines = renderConfusion({ ...flowers, classes, counts, perClass }, 200).split('\n');
  expect(lines).toHaveLength(18);
  expect(lines[2]).toMatch(/^class 18 +class 19 +18 +26\.5 %$/);
  expect(lines.at(-1)).toBe('(and 3 more pairs)');
});

it('says so when nothing is mistaken', () => {
  const counts = [
    [10, 0, 0],
    [0, 10, 0],
    [0, 0, 0],
  ];
  expect(renderConfusion({ ...flowers, counts }, 20)).toContain('no row is taken for another class');
});
