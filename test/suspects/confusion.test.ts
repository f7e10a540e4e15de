import { expect, it } from 'vitest';
import { confusionReport } from '../../src/suspects/confusion.ts';

it('counts by true and predicted class, with precision and recall, null where there is nothing to divide by', () => {
  const predicted = [0, 0, 1, 1, 0];
  const probabilities = Float64Array.from(
    predicted.flatMap((label) => [0, 1, 2].map((c) => Number(c === label))),
  );
  const validation = { y: Float32Array.of(0, 0, 0, 1, 1) };
  const report = confusionReport(4, probabilities, validation, { classes: ['a', 'b', 'c'] });
  expect(report).toEqual({
    trial: 4,
    split: 'validation',
    classes: ['a', 'b', 'c'],
    counts: [
      [2, 1, 0],
      [1, 1, 0],
      [0, 0, 0],
    ],
    perClass: [
      { precision: 2 / 3, recall: 2 / 3, rows: 3 },
      { precision: 1 / 2, recall: 1 / 2, rows: 2 },
      { precision: null, recall: null, rows: 0 },
    ],
  });
});
