import type {
  ClassSuspect,
  ClassSuspectsReport,
  ValueSuspectsReport,
  WorstClassRow,
} from '../../../src/reports/suspects-report.ts';
import { imageReport, script } from './example-data-reports.ts';

const told: Pick<ClassSuspectsReport, 'study' | 'trials' | 'splits' | 'humanBaseline' | 'notes'> = {
  study: `shapes ${script}`,
  trials: [4, 17, 2],
  splits: [
    { name: 'train', rows: 480, suspects: 3 },
    { name: 'validation', rows: 160, suspects: 1 },
  ],
  humanBaseline: { metric: 'valAccuracy', value: 0.98, reached: 0.9625 },
  notes: [
    'the trials were trained on the rows of train, which are judged by cross-validated logistic regression (5 folds)',
  ],
};

export function classSuspects(): ClassSuspectsReport {
  const pixels = imageReport(1).images?.sheets[0]?.images.map((image) => image.pixels) ?? [];
  const looks = (index: number) => ({ pixels: pixels[index] ?? '' });
  return {
    ...told,
    task: 'classification',
    confident: { train: 2, validation: 0, test: 0 },
    imageShape: [12, 12, 1],
    suspects: [31, 4, 712, 88].map(
      (row, index): ClassSuspect => ({
        row,
        file: `ring/${row}.png`,
        split: 'train',
        given: index === 1 ? script : 'ring',
        suggested: 'cross',
        agreement: 1 - index / 6,
        probability: 0.99 - index / 10,
        selfConfidence: 0.004 + index / 20,
        isConfident: index < 2,
        score: 0.97 - index / 9,
        ...looks(index),
      }),
    ),
    worst: [31, 9].map(
      (row, index): WorstClassRow => ({
        row,
        file: `ring/${row}.png`,
        split: 'validation',
        loss: 6.2 - index,
        given: 'ring',
        predicted: 'cross',
        probability: 0.998,
        ...looks(index + 4),
      }),
    ),
    confusion: {
      trial: 4,
      split: 'validation',
      classes: ['cross', 'ring', script],
      counts: [
        [75, 4, 1],
        [12, 66, 0],
        [0, 0, 0],
      ],
      perClass: [
        { precision: 75 / 87, recall: 75 / 80, rows: 80 },
        { precision: 66 / 70, recall: 66 / 78, rows: 78 },
        { precision: 0, recall: null, rows: 0 },
      ],
    },
  };
}

export function valueSuspects(): ValueSuspectsReport {
  return {
    ...told,
    task: 'regression',
    target: 'price',
    suspects: [
      {
        row: 7,
        split: 'train',
        given: 2100,
        suggested: 21.3,
        residual: 2078.7,
        agreement: 1,
        z: 88.1,
        features: [
          { name: script, value: 'Torgersen', z: 3.14 },
          { name: 'rooms', value: null, z: 2.2 },
        ],
      },
    ],
    worst: [{ row: 7, split: 'train', loss: 4.3e6, given: 2100, predicted: 21.3, residual: 2078.7, z: 88.1 }],
  };
}
