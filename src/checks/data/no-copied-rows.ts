import { copyFindings } from '../../data-report/duplicates/findings.ts';
import type { Check } from '../check.ts';
import { verdictOf } from './finding-verdict.ts';
import { sampledSource } from './sampled-source.ts';
import { onExamples } from './suitable-data.ts';

export const noCopiedRows: Check = onExamples({
  name: 'no-copied-rows',
  hypothesis: 'rows of validation and test do not stand in the training split too',
  isCheap: true,
  run({ source, seed }) {
    const { source: looked, copies, note } = sampledSource(source, seed);
    const findings = copyFindings(looked, copies).filter(({ kind }) => kind === 'split-leak');
    return verdictOf(
      source.raw,
      findings,
      'no row of validation or test has the inputs of a training row',
      note,
    );
  },
});
