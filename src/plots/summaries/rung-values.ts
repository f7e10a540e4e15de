import { isBetter } from '../../study/objective.ts';
import type { CurveColumns } from '../columns/curve-columns.ts';
import type { TrialColumns } from '../columns/trial-columns.ts';
import { remembered } from '../remembered.ts';
import type { StudyHead } from '../study-head.ts';
import type { StudyView } from '../study-view.ts';

/** A trial's best values up to each rung that it has reached, the lowest rung first. */
export interface RungCourse {
  readonly trial: number;
  /** Its place in the columns of the trials. */
  readonly place: number;
  readonly values: readonly number[];
}

/** The courses of all trials that have reached the lowest rung, from their learning curves. */
export function rungCourses({ head, trials, curves }: StudyView): readonly RungCourse[] {
  if (curves === undefined) return [];
  return remembered([curves, trials, head], 'rungs', () => coursesOf(head, trials, curves));
}

function coursesOf(head: StudyHead, trials: TrialColumns, curves: CurveColumns): RungCourse[] {
  const places = new Map([...trials.trial].map((trial, place) => [trial, place]));
  const courses: RungCourse[] = [];
  for (const [at, trial] of curves.trial.entries()) {
    const place = places.get(trial);
    const [from, to] = [curves.offset[at] as number, curves.offset[at + 1] as number];
    const epochs = curves.epoch.subarray(from, to);
    const values = curves.value.subarray(from, to);
    const last = epochs.reduce((most, epoch) => Math.max(most, epoch), 0);
    const reached = head.rungs.filter((rung) => rung <= last);
    const best = reached.map((rung) => bestUpTo(rung, epochs, values, head.objective.direction));
    if (place !== undefined && best.length > 0) courses.push({ trial, place, values: best });
  }
  return courses;
}

/** NaN where no epoch up to the rung has a value. */
function bestUpTo(
  rung: number,
  epochs: Float32Array,
  values: Float32Array,
  direction: 'minimize' | 'maximize',
): number {
  let best = Number.NaN;
  for (const [at, epoch] of epochs.entries()) {
    const value = values[at] as number;
    if (epoch > rung || !Number.isFinite(value)) continue;
    if (Number.isNaN(best) || isBetter(direction, value, best)) best = value;
  }
  return best;
}
