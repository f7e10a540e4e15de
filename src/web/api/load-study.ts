import { batch, type Signal } from '@preact/signals';
import { mergeRuns } from '../../plots/columns/merge-runs.ts';
import { markTied, mergeTrials } from '../../plots/columns/merge-trials.ts';
import { decodeTrials, type TrialColumns } from '../../plots/columns/trial-columns.ts';
import type { StudyChanges } from '../../plots/study-changes.ts';
import type { StudyHead } from '../../plots/study-head.ts';
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
import {
  getCurves,
  getHead,
  getImportance,
  getRuns,
  getScheduling,
  getTrials,
  getVerdict,
} from './study-api.ts';

/** The study that the page follows, until `isCurrent` is false. */
export interface FollowedStudy {
  readonly id: number;
  readonly live: LiveCurves;
  isCurrent(): boolean;
}

/** Loads what every view is made of. */
export async function loadTrials({ id, isCurrent }: FollowedStudy): Promise<void> {
  await Promise.all([
    load('head', head, () => getHead(id), isCurrent),
    load('trials', trials, () => getTrials(id), isCurrent),
  ]);
}

const loads: Readonly<Record<string, (followed: FollowedStudy) => Promise<void>>> = {
  runs: ({ id, isCurrent }) =>
    load('runs', runs, async () => mergeRuns(runs.value ?? [], await getRuns(id)), isCurrent),
  scheduling: ({ id, isCurrent }) => load('scheduling', scheduling, () => getScheduling(id), isCurrent),
  curves: ({ id, isCurrent, live }) =>
    load('curves', curves, async () => live.ontoLoaded(await getCurves(id)), isCurrent),
  verdict: ({ id, isCurrent }) => load('verdict', verdict, () => getVerdict(id), isCurrent),
  importance: ({ id, isCurrent }) => load('importance', importance, () => getImportance(id), isCurrent),
};

/** Loads the named resources again, of those that follow from the trials. */
export async function loadAgain(followed: FollowedStudy, names: Iterable<string>): Promise<void> {
  for (const name of names) if (Object.hasOwn(loads, name)) await loads[name]?.(followed);
}

/** Loads what follows from the trials, the quick first: in a large study the server computes for seconds. */
export async function loadRest(followed: FollowedStudy): Promise<void> {
  // The server reads these two at once.
  await Promise.all(['runs', 'scheduling'].map((name) => loadAgain(followed, [name])));
  await loadAgain(followed, ['curves', 'verdict', 'importance']);
}

/** Takes up the trials that changed at or after `since`, and what follows from them. */
export async function loadChanges({ id, isCurrent }: FollowedStudy, since: number): Promise<void> {
  const [nextHead, changed] = await Promise.all([getHead(id, since), getTrials(id, since)]);
  if (!isCurrent()) return;
  if (takeTrials(nextHead, changed)) return;
  const all = await getTrials(id);
  if (isCurrent()) show(nextHead, all);
}

/** Takes up what an event has brought; false where all trials must be loaded anew. */
export function takeChanges({ head: nextHead, trials: text, runs: changedRuns }: StudyChanges): boolean {
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  if (!takeTrials(nextHead, decodeTrials(bytes.buffer))) return false;
  if (runs.value !== undefined) runs.value = mergeRuns(runs.value, changedRuns);
  return true;
}

function takeTrials(nextHead: StudyHead, changed: TrialColumns): boolean {
  const known = head.value;
  // Columns hold places in the list of failures: one that came in between moves those of all trials.
  const isMoved = known?.failures.some((kind, place) => nextHead.failures[place] !== kind) ?? false;
  const base = trials.value;
  if (base === undefined || isMoved) return false;
  show(nextHead, mergeTrials(base, changed));
  return true;
}

function show(nextHead: StudyHead, all: TrialColumns): void {
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

/** Fills a signal; an error is kept beside it, and takes nothing away that the page already shows. */
async function load<T>(
  name: ResourceName,
  target: Signal<T | undefined>,
  get: () => Promise<T>,
  isCurrent: () => boolean,
): Promise<void> {
  try {
    const value = await get();
    if (!isCurrent()) return;
    target.value = value;
    const { [name]: _, ...others } = troubles.value;
    troubles.value = others;
  } catch (error) {
    if (isCurrent()) troubles.value = { ...troubles.value, [name]: sentence(error) };
  }
}
