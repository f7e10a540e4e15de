import type { WorkedStudy, WorkReport } from '../../../reports/fleet/work-report.ts';
import { counted } from '../../../reports/number-text.ts';
import { formatDuration } from '../parts/format.ts';

/** A line for each study for which the worker has run trials, and what it did. */
export function renderWork({ left, seconds, studies }: WorkReport): string {
  const worked = studies.filter((each) => total(each) > 0);
  const why = left === 'idle' ? 'there was no more work' : 'asked to leave';
  const first = `left after ${formatDuration(seconds)}: ${why}`;
  if (worked.length === 0) return `${first}; no trial was run`;
  return [first, ...worked.map(describeStudy)].join('\n');
}

function describeStudy(study: WorkedStudy): string {
  const parts = [
    [study.complete, 'complete'],
    [study.pruned, 'pruned'],
    [study.failed, 'failed'],
    [study.givenBack, 'given back'],
    [study.superseded, 'taken over by other workers'],
  ] as const;
  const told = parts.flatMap(([count, text]) => (count > 0 ? [`${count} ${text}`] : []));
  return `${study.study}: ${counted(total(study), 'trial')}: ${told.join(', ')}`;
}

function total({ complete, pruned, failed, givenBack, superseded }: WorkedStudy): number {
  return complete + pruned + failed + givenBack + superseded;
}
