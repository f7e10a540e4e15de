import { expect, test } from 'vitest';
import { worded } from '../../src/faults/message.ts';
import { weightsNotKept } from '../../src/study/kept-weights.ts';
import { completeTrial, failedTrial } from '../report/example-trials.ts';

test('more is kept by an option only where there was something to keep', () => {
  expect(worded(weightsNotKept(completeTrial(3, 0.1)))).toMatch(
    /trial 3 were not kept: keep of search\(\) keeps more/,
  );
  expect(worded(weightsNotKept(failedTrial(4)))).toBe('the weights of trial 4 were not kept: it failed');
  expect(worded(weightsNotKept({ ...completeTrial(5, 0.1), origin: 'imported' }))).toMatch(
    /imported .* has none/,
  );
});
