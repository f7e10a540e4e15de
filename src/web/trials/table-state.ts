import { computed } from '@preact/signals';
import { placesBy, rankedPlaces } from '../../plots/selection/sort-places.ts';
import { type TrialFact, trialFacts } from '../../plots/selection/trial-facts.ts';
import { changeSettings, setting } from '../state/address.ts';
import { head, trials, view } from '../state/study-state.ts';

/** Every column that the table can show: those that at least one trial has. */
export const offeredFacts = computed<readonly TrialFact[]>(() => {
  // Not from `view`, which changes with every move of a brush.
  if (head.value === undefined || trials.value === undefined) return [];
  const count = trials.value.trial.length;
  const isKnown = (fact: TrialFact) => {
    for (let place = 0; place < count; place++) {
      if (fact.text ? fact.text(place) !== '' : !Number.isNaN(fact.number(place))) return true;
    }
    return false;
  };
  return trialFacts(head.value, trials.value).filter((fact) => fact.name === 'value' || isKnown(fact));
});

/** On the page of the search there is less room: what was trained, and how good it is. */
const briefMetrics = 2;
const alwaysBrief = ['trial', 'value', 'size'];

/** The columns that the reader chose, else a fitting few, or all. */
export function shownFacts(isWholePage: boolean): readonly TrialFact[] {
  const offered = offeredFacts.value;
  const chosen = setting('columns')?.split(',').map(decodeURIComponent);
  if (chosen !== undefined) {
    return offered.filter(({ name }) => name === 'trial' || chosen.includes(name));
  }
  if (isWholePage || head.value === undefined) return offered;
  const { axes, objective, metrics: all } = head.value;
  const metrics = all
    .filter((name) => name.startsWith('val') && name !== objective.metric)
    .slice(0, briefMetrics);
  const brief = new Set([...alwaysBrief, ...metrics, ...axes.map(({ name }) => name)]);
  return offered.filter(({ name }) => brief.has(name));
}

export function chooseColumns(names: readonly string[] | undefined): void {
  changeSettings({ columns: names?.map(encodeURIComponent).join(',') });
}

export interface Sorting {
  /** Undefined: by rank. */
  readonly name: string | undefined;
  readonly isDescending: boolean;
}

export const sorting = computed<Sorting>(() => {
  const text = setting('sort');
  const isDescending = text?.startsWith('-') ?? false;
  return { name: isDescending ? text?.slice(1) : text, isDescending };
});

/** Ascending, then descending, then by rank again. */
export function sortBy(name: string): void {
  const { name: known, isDescending } = sorting.value;
  const next = known !== name ? name : isDescending ? undefined : `-${name}`;
  changeSettings({ sort: next });
}

const ranked = computed(() =>
  head.value === undefined || trials.value === undefined
    ? new Uint32Array()
    : rankedPlaces(head.value, trials.value),
);

/** Places of the selected trials, in the table's order. */
export const shownPlaces = computed<Uint32Array>(() => {
  const marks = view.value?.selected;
  const places = marks === undefined ? ranked.value : ranked.value.filter((place) => marks[place] === 1);
  const { name, isDescending } = sorting.value;
  const fact = offeredFacts.value.find((each) => each.name === name);
  return fact === undefined ? places : placesBy(fact, places, isDescending);
});

/** Numbers of the best trial and of those that cannot be told apart from it. */
export const bestGroup = computed<ReadonlySet<number>>(() => {
  const { best = null, tied = [] } = head.value ?? {};
  return new Set(best === null ? tied : [best, ...tied]);
});
