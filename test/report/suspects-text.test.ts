import { describe, expect, it } from 'vitest';
import { renderSuspects } from '../../src/report/text/suspects-text.ts';
import type { ClassSuspectsReport, ValueSuspectsReport } from '../../src/reports/suspects-report.ts';

const told = {
  study: 'flowers',
  trials: [3, 7],
  splits: [
    { name: 'train', rows: 90, suspects: 1 },
    { name: 'validation', rows: 30, suspects: 1 },
  ],
  notes: ['trial 3 gives 93.3 % of the validation rows their own class'],
} as const;

const classes: ClassSuspectsReport = {
  ...told,
  task: 'classification',
  confident: { train: 1, validation: 0, test: 0 },
  suspects: [
    {
      row: 17,
      split: 'train',
      given: 'setosa',
      suggested: 'virginica',
      agreement: 1,
      probability: 0.982,
      selfConfidence: 0.01,
      isConfident: true,
      score: 0.972,
      features: [
        { name: 'petalLength', value: 5.1, z: 9.31 },
        { name: 'sepalWidth', value: 3.1, z: -0.4 },
      ],
    },
    {
      row: 101,
      split: 'validation',
      given: 'virginica',
      suggested: 'versi\ncolor\u001b[2J',
      agreement: 0.6667,
      probability: 0.6,
      selfConfidence: 0.3,
      isConfident: false,
      score: 0.2,
      features: [{ name: 'colour', value: null, z: 2.5 }],
    },
  ],
  worst: [
    { row: 17, split: 'train', loss: 4.61, given: 'setosa', predicted: 'virginica', probability: 0.982 },
  ],
  confusion: {
    trial: 3,
    split: 'validation',
    classes: ['setosa', 'virginica'],
    counts: [
      [15, 0],
      [2, 13],
    ],
    perClass: [
      { precision: 15 / 17, recall: 1, rows: 15 },
      { precision: 1, recall: 13 / 15, rows: 15 },
    ],
  },
};

const values: ValueSuspectsReport = {
  ...told,
  task: 'regression',
  target: 'price',
  suspects: [
    { row: 4, split: 'train', given: 30, suggested: 10, residual: 20, agreement: 1, z: 12.5, features: [] },
    {
      row: 9,
      split: 'validation',
      given: 5,
      suggested: 9,
      residual: -4,
      agreement: 0.75,
      z: -4,
      features: [],
    },
  ],
  worst: [{ row: 4, split: 'train', loss: 400, given: 30, predicted: 10, residual: 20, z: 12.5 }],
};

describe('the text of suspects', () => {
  it('says how many there are, by which trials, and what each row holds', () => {
    const lines = renderSuspects(classes, 120).split('\n');
    expect(lines[0]).toBe(
      'flowers: suspects are 1 of 90 rows of train (1 confident) and 1 of 30 rows of validation (0 confident), by trials 3, 7',
    );
    expect(lines[1]).toBe('note: trial 3 gives 93.3 % of the validation rows their own class');
    expect(lines[4]).toMatch(
      /^row {2}split +given → suggested +agreement +probability +confident +odd inputs \(z\)$/,
    );
    expect(lines[5]).toMatch(
      /^ 17 {2}train +setosa → virginica +100\.0 % +98\.2 % +yes +petalLength 5\.1 \(\+9\.31\)$/,
    );
    expect(lines[6]).toMatch(
      /^101 {2}validation +virginica → versi color\\u001b\[2J +66\.7 % +60\.0 % +colour – \(\+2\.5\)$/,
    );
  });

  it('says what people reach', () => {
    const humanBaseline = { metric: 'valAccuracy', value: 0.98, reached: 0.93 } as const;
    expect(renderSuspects({ ...classes, humanBaseline }, 120).split('\n')[1]).toBe(
      'human baseline 0.98 valAccuracy: trial 3 is 0.93, 0.05 worse',
    );
  });

  it('shows the worst predicted rows, and the confusion', () => {
    const text = renderSuspects(classes, 120);
    expect(text).toMatch(
      /^worst predicted\nrow +split +given → predicted +loss +probability\n 17 +train +setosa → virginica +4\.61 +98\.2 %$/m,
    );
    expect(text).toMatch(/^confusion of trial 3 on validation/m);
  });

  it('of a regression shows residuals in its units and robust scores', () => {
    const text = renderSuspects(values, 100);
    expect(text).toMatch(/^row +split +given +suggested +residual +z +agreement/m);
    expect(text).toMatch(/^ +4 +train +30 +10 +\+20 +\+13 +100\.0 %$/m);
    expect(text).toMatch(/^ +9 +validation +5 +9 +-4 +-4 +75\.0 %$/m);
    expect(text).not.toContain('confusion');
  });

  it('names images by their files', () => {
    const file = 'ring/17.png';
    const text = renderSuspects(
      {
        ...values,
        suspects: values.suspects.map((row) => ({ ...row, file })),
        worst: [],
      },
      100,
    );
    expect(text).toMatch(/^file +split +given +suggested/m);
    expect(text).toMatch(/^ring\/17\.png +train +30 +10/m);
  });

  it('fits a terminal of 84 columns, and says what it leaves out', () => {
    const lines = renderSuspects(classes, 84).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(84);
    expect(lines).toContain('(left out for want of room: odd inputs (z))');
  });

  it('lists twenty of many, and says when there are none', () => {
    const [suspect] = classes.suspects;
    if (suspect === undefined) throw new Error('there is a suspect');
    const many = { ...classes, suspects: Array.from({ length: 60 }, (_, row) => ({ ...suspect, row })) };
    const splits = [{ name: 'train', rows: 90, suspects: 60 }] as const;
    const text = renderSuspects({ ...many, splits }, 120);
    expect(text).toContain('suspects (the first 20 of 60)');
    expect(text).toMatch(/^ 19 /m);
    expect(text).not.toMatch(/^ 20 /m);
    const none = { ...classes, suspects: [], splits: [{ name: 'train', rows: 90, suspects: 0 }] as const };
    expect(renderSuspects(none, 120)).toContain('\nno row is suspected\n');
  });
});
