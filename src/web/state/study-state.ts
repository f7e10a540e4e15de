import { batch, computed, signal } from '@preact/signals';
import type { CurveColumns } from '../../plots/columns/curve-columns.ts';
import type { TrialColumns } from '../../plots/columns/trial-columns.ts';
import type { StudyHead } from '../../plots/study-head.ts';
import type { StudyView, TrialRun } from '../../plots/study-view.ts';
import type { WordedVerdict } from '../../reports/dashboard/verdict-report.ts';
import type { ParameterImportanceReport } from '../../reports/learned/parameter-importance-report.ts';
import type { SchedulingReport } from '../../reports/scheduling-report.ts';
import { selected } from './selection.ts';

/** The shown study as the server sent it; undefined until it has arrived, null where the study has none. */
export const head = signal<StudyHead | undefined>(undefined);
export const trials = signal<TrialColumns | undefined>(undefined);
export const curves = signal<CurveColumns | undefined>(undefined);
export const runs = signal<readonly TrialRun[] | undefined>(undefined);
export const importance = signal<ParameterImportanceReport | null | undefined>(undefined);
export const scheduling = signal<SchedulingReport | null | undefined>(undefined);
export const verdict = signal<WordedVerdict | undefined>(undefined);

const resources = { head, trials, curves, runs, importance, scheduling, verdict };
export type ResourceName = keyof typeof resources;

/** By resource, the sentence that says why it could not be loaded. */
export const troubles = signal<Readonly<Partial<Record<ResourceName, string>>>>({});

/** Whether the server's events arrive; undefined before the first connection. */
export const isConnected = signal<boolean | undefined>(undefined);

/** How many values of trainings with other seeds and the like are stored; undefined before the first event. */
export const keptTrainings = signal<number | undefined>(undefined);

/** Why the server cannot read the database for now; undefined while it can. */
export const databaseProblem = signal<string | undefined>(undefined);

/** Counts the server's events about jobs: views that list jobs load them anew when it changes. */
export const jobEvents = signal(0);

/** The last change in one sentence, for readers who do not see the page. */
export const announcement = signal('');

/** Pictures are drawn from this; undefined until the trials are here. */
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

/** Forgets the study that was shown. */
export function clearStudy(): void {
  batch(() => {
    for (const resource of Object.values(resources)) resource.value = undefined;
    troubles.value = {};
    isConnected.value = undefined;
    databaseProblem.value = undefined;
    keptTrainings.value = undefined;
    announcement.value = '';
  });
}
