import { findSplitDrift } from '../../data-report/split-drift.ts';
import type { Check } from '../check.ts';
import { verdictOf } from './finding-verdict.ts';

/** Later rows may differ from earlier ones, and groups from each other: that is what such a split is to measure. */
export const splitsAlike: Check = {
  name: 'splits-alike',
  hypothesis: 'validation and test rows are distributed as the training rows are',
  isCheap: true,
  run({ source }) {
    const { times, groups } = source.raw;
    if (times !== undefined) return { status: 'skip', message: 'the split is by time' };
    if (groups !== undefined) return { status: 'skip', message: 'the split is by groups' };
    return verdictOf(
      source.raw,
      findSplitDrift(source),
      'no column differs between the splits beyond chance',
    );
  },
};
