import { findGroups } from '../../data-report/keys/group-findings.ts';
import { findTimes } from '../../data-report/keys/time-findings.ts';
import type { Check } from '../check.ts';
import { verdictOf } from './finding-verdict.ts';

export const independentRows: Check = {
  name: 'independent-rows',
  hypothesis: 'rows of validation and test belong together with no training row, by a group or by their time',
  isCheap: true,
  run({ source }) {
    if (source.raw.inputs.kind === 'images') return { status: 'skip', message: 'images have no columns' };
    const findings = [...findGroups(source), ...findTimes(source)];
    return verdictOf(source.raw, findings, 'no column seems to name groups or times that the split divides');
  },
};
