import type { Signal } from '@preact/signals';
import { markTied, mergeTrials } from '../../plots/columns/merge-trials.ts';
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

/** The runs of the workers, and what a scheduler did: the server reads them at once. */
async function loadCourse({ id, isCurrent }: FollowedStudy): Promise<void> {
  await Promise.all([
    load('runs', runs, () => getRuns(id), isCurrent),
    load('scheduling', scheduling, () => getScheduling(id), isCurrent),
  ]);
}

/** Loads what follows from the trials, the quick first: in a large study the server computes for seconds. */
export async function loadRest(followed: FollowedStudy): Promise<void> {
  const { id, isCurrent, live } = followed;
  await loadCourse(followed);
  await load('curves', curves, async () => live.ontoLoaded(await getCurves(id)), isCurrent);
  await load('verdict', verdict, () => getVerdict(id), isCurrent);
  await load('importance', importance, () => getImportance(id), isCurrent);
}

/** Takes up the trials that changed at or after `since`, and what follows from them. */
export async function loadChanges({ id, isCurrent }: FollowedStudy, since: number): Promise<void> {
  const [nextHead, changed] = await Promise.all([getHead(id, since), getTrials(id, since)]);
  if (!isCurrent()) return;
  const known = head.value;
  // Columns hold places in the list of failures: one that came in between moves those of all trials.
  const isMoved = known?.failures.some((kind, place) => nextHead.failures[place] !== kind) ?? false;
  const base = trials.value;
  const all = base === undefined || isMoved ? await getTrials(id) : mergeTrials(base, changed);
  if (!isCurrent()) return;
  head.value = nextHead;
  trials.value = markTied(all, nextHead.tied);
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
