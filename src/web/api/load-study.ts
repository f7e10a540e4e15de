import { batch, type Signal } from '@preact/signals';
import { mergeRuns } from '../../plots/columns/merge-runs.ts';
import { markTied, mergeTrials } from '../../plots/columns/merge-trials.ts';
import type { StudyOverview } from '../../plots/columns/overview-block.ts';
import { decodeTrials } from '../../plots/columns/trial-columns.ts';
import type { StudyChanges } from '../../plots/study-changes.ts';
import type { Findings } from '../../reports/dashboard/findings.ts';
import type { LiveCurves } from '../state/live-curves.ts';
import {
  curves,
  head,
  importance,
  type ResourceName,
  runs,
  scheduling,
  trials,
  troubles,
  verdict,
} from '../state/study-state.ts';
import { sentence } from './sentence.ts';
import { getCurves, getImportance, getOverview, getRuns, getScheduling, getVerdict } from './study-api.ts';

/** The study that the page follows, until `isCurrent` is false. */
export interface FollowedStudy {
  readonly id: number;
  readonly live: LiveCurves;
  isCurrent(): boolean;
}

/** Loads what every view is made of. */
export function loadTrials({ id, isCurrent }: FollowedStudy): Promise<void> {
  return load('trials', show, () => getOverview(id), isCurrent);
}

const loads: Readonly<Record<string, (followed: FollowedStudy) => Promise<void>>> = {
  runs: ({ id, isCurrent }) =>
    load('runs', into(runs), async () => mergeRuns(runs.value ?? [], await getRuns(id)), isCurrent),
  scheduling: ({ id, isCurrent }) => load('scheduling', into(scheduling), () => getScheduling(id), isCurrent),
  curves: ({ id, isCurrent, live }) =>
    load(
      'curves',
      into(curves),
      async () => live.ontoLoaded(await getCurves(id, undefined, curves.peek())),
      isCurrent,
    ),
  verdict: ({ id, isCurrent }) => load('verdict', into(verdict), () => getVerdict(id), isCurrent),
  importance: ({ id, isCurrent }) => load('importance', into(importance), () => getImportance(id), isCurrent),
};

/** Loads the named resources again, of those that follow from the trials. */
export async function loadAgain(followed: FollowedStudy, names: Iterable<string>): Promise<void> {
  for (const name of names) if (Object.hasOwn(loads, name)) await loads[name]?.(followed);
}

/** Loads what no event brings of the trials that are there: events bring the findings too. */
export function loadRest(followed: FollowedStudy): Promise<void> {
  return loadAgain(followed, ['runs', 'curves']);
}

/** Takes up the trials that changed at or after `since`, and what follows from them. */
export async function loadChanges({ id, isCurrent }: FollowedStudy, since: number): Promise<void> {
  const changed = await getOverview(id, since);
  if (!isCurrent()) return;
  if (takeTrials(changed)) return;
  const all = await getOverview(id);
  if (isCurrent()) show(all);
}

/** Takes up what an event has brought; false where all trials must be loaded anew. */
export function takeChanges({ head: nextHead, trials: text, runs: changedRuns }: StudyChanges): boolean {
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  if (!takeTrials({ head: nextHead, trials: decodeTrials(bytes) })) return false;
  if (runs.value !== undefined) runs.value = mergeRuns(runs.value, changedRuns);
  return true;
}

function takeTrials({ head: nextHead, trials: changed }: StudyOverview): boolean {
  const known = head.value;
  // Columns hold places in the list of failures: one that came in between moves those of all trials.
  const isMoved = known?.failures.some((kind, place) => nextHead.failures[place] !== kind) ?? false;
  const base = trials.value;
  if (base === undefined || isMoved) return false;
  show({ head: nextHead, trials: mergeTrials(base, changed) });
  return true;
}

function show({ head: nextHead, trials: all }: StudyOverview): void {
  batch(() => {
    head.value = nextHead;
    trials.value = markTied(all, nextHead.tied);
  });
}

/** Takes up findings that an event has brought. */
export function takeFindings(found: Findings): void {
  const { verdict: _, importance: __, scheduling: ___, ...others } = troubles.value;
  batch(() => {
    verdict.value = found.verdict;
    importance.value = found.importance;
    scheduling.value = found.scheduling;
    troubles.value = others;
  });
}

function into<T>(target: Signal<T | undefined>): (answer: T) => void {
  return (answer) => {
    target.value = answer;
  };
}

/** Takes up an answer; an error is kept beside it, and takes nothing away that the page already shows. */
async function load<T>(
  name: ResourceName,
  take: (answer: T) => void,
  get: () => Promise<T>,
  isCurrent: () => boolean,
): Promise<void> {
  try {
    const value = await get();
    if (!isCurrent()) return;
    take(value);
    const { [name]: _, ...others } = troubles.value;
    troubles.value = others;
  } catch (error) {
    if (isCurrent()) troubles.value = { ...troubles.value, [name]: sentence(error) };
  }
}
