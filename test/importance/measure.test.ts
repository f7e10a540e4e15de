import { expect, test } from 'vitest';
import { measureImportance } from '../../src/importance/measure.ts';

test.each(['ped-anova', 'fanova'])('%s refuses a space with nothing to search in one line', (method) => {
  const spec = {
    space: [
      { name: 'units', distribution: { type: 'fixed', value: 8 } },
      { name: 'kind', distribution: { type: 'choice', values: ['a', 'b'], weights: [1, 0] } },
      { name: 'layers', distribution: { type: 'logInt', min: 3, max: 3 } },
    ],
    objective: { metric: 'valLoss', direction: 'minimize' },
  } as const;
  expect(() => measureImportance({ name: 'still', spec }, [], { method, pairs: false })).toThrow(
    "study 'still' must have a parameter with several values to show what matters, and its space fixes all",
  );
});
