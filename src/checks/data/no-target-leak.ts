import { findLeaks } from '../../data-report/leaks/leak.ts';
import { isWindowed, notOfWindows } from '../../data-report/windowed.ts';
import type { Check } from '../check.ts';
import { verdictOf } from './finding-verdict.ts';

export const noTargetLeak: Check = {
  name: 'no-target-leak',
  hypothesis: 'no column, sum of columns or mark on images predicts the target almost perfectly',
  isCheap: true,
  run({ source }) {
    if (isWindowed(source)) return { status: 'skip', message: notOfWindows };
    return verdictOf(source.raw, findLeaks(source), 'no column predicts the target almost perfectly');
  },
};
