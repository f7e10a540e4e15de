import { findGroups } from '../../data-report/keys/group-findings.ts';
import { findTimes } from '../../data-report/keys/time-findings.ts';
import { findHiddenGroups } from '../../data-report/neighbours/hidden-group-findings.ts';
import { findOrder } from '../../data-report/order/order-findings.ts';
import type { Check } from '../check.ts';
import { verdictOf } from './finding-verdict.ts';

export const independentRows: Check = {
  name: 'independent-rows',
  hypothesis:
    'rows of validation and test belong together with no training row, by a group or by their order',
  isCheap: true,
  run({ source }) {
    const named = [...findGroups(source), ...findTimes(source)];
    const isFound = named.some(({ severity }) => severity !== 'info');
    const findings = isFound ? named : [...named, ...findOrder(source), ...findHiddenGroups(source)];
    return verdictOf(
      source.raw,
      findings,
      'no groups and no order of the rows were found that the split divides',
    );
  },
};
