import { computed, signal } from '@preact/signals';
import { stateCodes, type TrialColumns } from '../../plots/columns/trial-columns.ts';
import { readSearchWords } from '../../plots/selection/search-words.ts';
import { trialFacts } from '../../plots/selection/trial-facts.ts';
import type { StudyHead } from '../../plots/study-head.ts';
import type { TrialState } from '../../study/trial.ts';

/** A stretch of an axis, bounds included, in the units of its column: a number, or the place of a choice. */
export interface Brush {
  readonly low: number;
  readonly high: number;
}

/**
 * One selection for all views: trials that lie within every brush, have one of the states, and match the words. Brushes
 * are by axis: a parameter, a metric, or "value".
 */
export const brushes = signal<Readonly<Record<string, Brush>>>({});
export const states = signal<readonly TrialState[]>([]);
/** Words of the search field: text, or comparisons such as `units>100`. */
export const words = signal('');
/** True while a brush follows the pointer: the view that is brushed is drawn at once, the others less often. */
export const isBrushing = signal(false);
/** Numbers of trials that are drawn out, and compared. */
export const picked = signal<readonly number[]>([]);

/** The trial under the pointer or the focus, by number. */
export const hovered = signal<number | undefined>(undefined);

/** Whether anything restricts the selection. */
export const isRestricted = computed(
  () => Object.keys(brushes.value).length > 0 || states.value.length > 0 || words.value.trim() !== '',
);

/** Selects all trials again; picked ones stay. */
export function clearSelection(): void {
  brushes.value = {};
  states.value = [];
  words.value = '';
}

/** Adds a trial to those that are drawn out, or takes it away. */
export function togglePicked(trial: number): void {
  const others = picked.value.filter((number) => number !== trial);
  picked.value = others.length < picked.value.length ? others : [...others, trial];
}

/** The column of an axis; undefined where the trials have none of that name. */
function columnOf(trials: TrialColumns, axis: string): Float64Array | undefined {
  return axis === 'value' ? trials.value : (trials.parameters[axis] ?? trials.metrics[axis]);
}

/** 1 for each selected trial, by place; undefined when nothing restricts the selection. */
export function selected(head: StudyHead, trials: TrialColumns): Uint8Array | undefined {
  if (!isRestricted.value) return undefined;
  const marks = new Uint8Array(trials.trial.length).fill(1);
  const wanted = states.value.map((state) => stateCodes.indexOf(state));
  if (wanted.length > 0) {
    for (const [place, state] of trials.state.entries()) if (!wanted.includes(state)) marks[place] = 0;
  }
  for (const [axis, { low, high }] of Object.entries(brushes.value)) {
    const column = columnOf(trials, axis);
    if (column === undefined) continue;
    for (let place = 0; place < marks.length; place++) {
      const value = column[place] as number;
      if (!(value >= low && value <= high)) marks[place] = 0;
    }
  }
  if (words.value.trim() !== '') {
    const { matches } = readSearchWords(words.value, trialFacts(head, trials));
    for (let place = 0; place < marks.length; place++) {
      if (marks[place] === 1 && !matches(place)) marks[place] = 0;
    }
  }
  return marks;
}
