import { findMissingCodes } from '../../data-report/columns/missing-codes.ts';
import type { Check } from '../check.ts';
import { verdictOf } from './finding-verdict.ts';
import { needsColumns } from './suitable-data.ts';

export const noMissingCodes: Check = needsColumns({
  name: 'no-missing-codes',
  hypothesis: 'no number such as −999 or 9999 stands for a missing one',
  isCheap: true,
  run({ source }) {
    return verdictOf(
      source.raw,
      findMissingCodes(source),
      'no column ends in a repeated code that is far from all other numbers',
    );
  },
});
