import { findLeaks } from '../../data-report/leaks/leak.ts';
import type { Check } from '../check.ts';
import { verdictOf } from './finding-verdict.ts';
import { needsOwnCells } from './suitable-data.ts';

export const noTargetLeak: Check = needsOwnCells({
  name: 'no-target-leak',
  hypothesis: 'no column, sum of columns or mark on images predicts the target almost perfectly',
  isCheap: true,
  run({ source }) {
    return verdictOf(source.raw, findLeaks(source), 'no column predicts the target almost perfectly');
  },
});
