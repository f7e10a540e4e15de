import { findInconsistentRows } from '../../data-report/consistency/consistency-findings.ts';
import type { Check } from '../check.ts';
import { verdictOf } from './finding-verdict.ts';
import { needsQuantities } from './suitable-data.ts';

export const consistentRows: Check = needsQuantities({
  name: 'consistent-rows',
  hypothesis: 'the numbers of each row stand in their columns and belong together',
  isCheap: true,
  run({ source }) {
    return verdictOf(
      source.raw,
      findInconsistentRows(source),
      'no rows are like the others only with their numbers in other columns, or have numbers that do not belong together',
    );
  },
});
