import { findMissingCodes } from '../../data-report/columns/missing-codes.ts';
import type { Check } from '../check.ts';
import { verdictOf } from './finding-verdict.ts';
import { needsColumnsOrFeatures } from './suitable-data.ts';

export const noMissingCodes: Check = needsColumnsOrFeatures({
  name: 'no-missing-codes',
  hypothesis: 'no number such as −999 or 9999 stands for a missing one',
  isCheap: true,
  run({ source }) {
    return verdictOf(
      source.raw,
      findMissingCodes(source),
      'no column or feature ends in a repeated code that is far from all other numbers',
    );
  },
});
