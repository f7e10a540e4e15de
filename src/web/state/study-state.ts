import { computed, signal } from '@preact/signals';
import type { CurveColumns } from '../../plots/columns/curve-columns.ts';
import type { TrialColumns } from '../../plots/columns/trial-columns.ts';
import type { StudyHead } from '../../plots/study-head.ts';
import type { StudyView, TrialRun } from '../../plots/study-view.ts';
import type { ParameterImportanceReport } from '../../reports/learned/parameter-importance-report.ts';
import type { SchedulingReport } from '../../reports/scheduling-report.ts';
import { selected } from './selection.ts';

/** What the server has told about the study that the page shows; undefined until it has arrived. */
export const head = signal<StudyHead | undefined>(undefined);
export const trials = signal<TrialColumns | undefined>(undefined);
export const curves = signal<CurveColumns | undefined>(undefined);
export const runs = signal<readonly TrialRun[] | undefined>(undefined);
export const importance = signal<ParameterImportanceReport | undefined>(undefined);
export const scheduling = signal<SchedulingReport | undefined>(undefined);

/** Why the page shows no study, or that its connection is lost; undefined where all is well. */
export const problem = signal<string | undefined>(undefined);

/** What pictures are drawn from; undefined until the trials are here. */
export const view = computed<StudyView | undefined>(() => {
  if (head.value === undefined || trials.value === undefined) return undefined;
  const marks = selected(head.value, trials.value);
  return {
    head: head.value,
    trials: trials.value,
    ...(curves.value && { curves: curves.value }),
    ...(runs.value && { runs: runs.value }),
    ...(importance.value && { importance: importance.value }),
    ...(scheduling.value && { scheduling: scheduling.value }),
    ...(marks && { selected: marks }),
  };
});
