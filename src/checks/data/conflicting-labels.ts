import { conflictFindings, findConflicts } from '../../data-report/duplicates/conflict.ts';
import type { Check } from '../check.ts';
import { verdictOf } from './finding-verdict.ts';
import { sampledSource } from './sampled-source.ts';
import { onExamples } from './suitable-data.ts';

export const conflictingLabels: Check = onExamples({
  name: 'conflicting-labels',
  hypothesis: 'rows with the same inputs have the same target',
  isCheap: true,
  run({ source, seed }) {
    const { source: looked, copies, note } = sampledSource(source, seed);
    const conflicts = findConflicts(looked.raw, copies.groups.leader);
    const findings = conflictFindings(conflicts, looked.raw.rowNumbers, copies.isCoarse);
    return verdictOf(source.raw, findings, 'no two rows have the same inputs and different targets', note);
  },
});
