import { findCopies } from '../../data-report/duplicates/copies.ts';
import { findNearCopies } from '../../data-report/near-copies/near-copies.ts';
import type { Check } from '../check.ts';
import { verdictOf } from './finding-verdict.ts';
import { needsOwnCells } from './suitable-data.ts';

export const noNearCopies: Check = needsOwnCells({
  name: 'no-near-copies',
  hypothesis: 'rows of validation and test are not training rows with a little noise, light or shift',
  isCheap: false,
  run({ source }) {
    const { findings } = findNearCopies(source, findCopies(source));
    return verdictOf(
      source.raw,
      findings,
      'no row of validation or test is nearer to a training row than rows usually are',
    );
  },
});
