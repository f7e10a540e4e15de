import { findMixedUnits } from '../../data-report/units/unit-findings.ts';
import type { Check } from '../check.ts';
import { verdictOf } from './finding-verdict.ts';
import { needsQuantities } from './suitable-data.ts';

export const oneUnit: Check = needsQuantities({
  name: 'one-unit',
  hypothesis: 'all numbers of a column are in the same unit',
  isCheap: true,
  run({ source }) {
    return verdictOf(
      source.raw,
      findMixedUnits(source),
      'no column or feature has two levels in the ratio of two units',
    );
  },
});
