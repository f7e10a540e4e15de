import { counted } from '../../../reports/figure.ts';
import type { WorkedStudy, WorkReport } from '../../../reports/fleet/work-report.ts';
import { formatDuration } from '../parts/format.ts';

/** A line for each study for which the worker has run trials, and what it did, and for each that it refuses. */
export function renderWork({ left, seconds, studies }: WorkReport): string {
  const worked = studies.filter((each) => total(each) > 0);
  const refused = studies.filter((each) => each.refused !== null);
  const idle = refused.length === 0 ? 'there was no more work' : 'there was no more work that may run here';
  const first = `left after ${formatDuration(seconds)}: ${left === 'idle' ? idle : 'asked to leave'}`;
  return [
    worked.length === 0 ? `${first}; no trial was run` : first,
    ...worked.map(describeStudy),
    ...refused.map(({ study, refused: reason }) => `${study}: left to other workers: ${reason}`),
  ].join('\n');
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
