import { findMixedUnits } from '../../data-report/units/unit-findings.ts';
import type { Check } from '../check.ts';
import { verdictOf } from './finding-verdict.ts';

export const oneUnit: Check = {
  name: 'one-unit',
  hypothesis: 'all numbers of a column are in the same unit',
  isCheap: true,
  run({ source }) {
    if (source.raw.inputs.kind !== 'table') return { status: 'skip', message: 'only tables have columns' };
    return verdictOf(
      source.raw,
      findMixedUnits(source),
      'no column has two levels in the ratio of two units',
    );
  },
};
