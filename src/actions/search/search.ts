import { InterruptedError, NoTrialCompletedError, UsageError } from '../../faults/errors.ts';
import { action, type Message, message, option } from '../../faults/message.ts';
import { fitOf } from '../../metrics/fit.ts';
import { humanBaselineOf } from '../../metrics/human-baseline.ts';
import { shownBaseline } from '../../reports/baseline.ts';
import type { CheckResult } from '../../reports/check-report.ts';
import { counted } from '../../reports/number-text.ts';
import type { MissingStage, SearchReport, StageReport } from '../../reports/search-report.ts';
import type { Stop } from '../../reports/stop.ts';
import { provisionalTrials } from '../../runs/provisional-trials.ts';
import { schedulingOf } from '../../runs/scheduling-report.ts';
import { requireArtifacts } from '../../runs/study-artifacts.ts';
import { tiedTrials } from '../../runs/tied-trials.ts';
import { whereOf } from '../../runs/where-of.ts';
import { halvingOf } from '../../schedulers/study-scheduler.ts';
import { lookbackNote } from '../../search/lookback-note.ts';
import type { GivenSpace } from '../../search/prepare-spec.ts';
import { type OpenedStudy, runStudy, trialsToGo, withOpenedStudy } from '../../search/run-study.ts';
import type { SearchEvents } from '../../search/search.ts';
import { hasMachines } from '../../store/open-store.ts';
import type { Objective } from '../../study/objective.ts';
import { limitsTrials } from '../../study/search/budget.ts';
import type { Stage } from '../../study/search/stage.ts';
import { backendOf, type StudySpec } from '../../study/study-spec.ts';
import type { Trial } from '../../study/trial.ts';
import { hintingTrials, hintsOf } from '../hints/study-hints.ts';
import type { OptionsOf } from '../options/option.ts';
import { withoutDefaults } from '../options/read-options.ts';
import { prepareChecked } from './prepare-checked.ts';
import { searchOptions } from './search-options.ts';
import { nextStage } from './stages/next-stage.ts';
import { stageNotes } from './stages/stage-note.ts';
import { type WatchedFleet, watchedFleet } from './watched-fleet.ts';

type SearchOptions = OptionsOf<typeof searchOptions.options>;

/** The options of a search; a program may give the space as an object instead of a file. */
export type SearchRequest = Omit<SearchOptions, 'space'> & { readonly space: string | GivenSpace };

/** The study's trials that ended in earlier runs. */
interface EarlierTrials {
  readonly ended: number;
  readonly failed: number;
  readonly best: Trial | undefined;
}

/** A study whose trials are about to run. */
export interface BegunSearch extends OpenedStudy {
  /** Number of trials of the whole study. */
  readonly trials: number;
  readonly before: EarlierTrials;
  /** Number of trials that run at once in this process. */
  readonly workers: number;
}

export interface EndedSearch {
  readonly report: SearchReport;
  readonly objective: Objective;
  /** The study is the newest of its database. */
  readonly isNewest: boolean;
}

export interface SearchWatch extends SearchEvents {
  /** Called once, before the first trial: once aborted no trial starts, and running ones are recorded. */
  signal(): AbortSignal;
  onCheck(result: CheckResult): void;
  onBegin(begun: BegunSearch): void;
  /** Called before the study is closed. */
  onDone?(opened: OpenedStudy): Promise<void>;
  note(text: Message): void;
}

/**
 * Runs a search, or resumes the study of that name. FaultsError or UsageError before anything is written,
 * CheckFailedError when a check fails. NoTrialCompletedError when no trial completes and InterruptedError when the
 * signal was aborted with unfinished trials, both with the report.
 */
export async function search(request: SearchRequest, watch: SearchWatch): Promise<EndedSearch> {
  const { backend, db, acceptModule, train } = request;
  if (!train && !hasMachines(db)) {
    throw new UsageError(
      message`${option('train', false)}: needs a database that machines share, such as ${option('db', 'postgres://host/database')}; got ${db}`,
    );
  }
  const prepared = await prepareChecked(request, watch);
  const artifacts = await requireArtifacts(request.artifacts);
  const signal = watch.signal();
  if (signal.aborted) throw new InterruptedError('aborted before the first trial');
  const isBackendPinned = backend !== undefined && backend !== 'auto';
  const place = { db, isBackendPinned, isModuleAccepted: acceptModule, artifacts };
  return withOpenedStudy(prepared, place, async (opened) => {
    const startedAt = performance.now();
    const begun = await begunSearch(opened, request);
    watch.onBegin(begun);
    const waits = lookbackNote(prepared.study.spec, begun.workers);
    if (waits !== undefined) watch.note(waits);
    const fleet = watchedFleet(watch);
    const { last, stopped, missingStage } = await runStages(opened, request, fleet, signal);
    const seconds = (performance.now() - startedAt) / 1000;
    const ending = { ...(stopped && { stopped }), ...(missingStage && { missingStage }) };
    const most = fleet.most();
    const report = { ...(await reportOn(last, request, seconds)), ...(most && { fleet: most }), ...ending };
    await watch.onDone?.(last);
    const newest = await last.store.findStudy(undefined);
    const isNewest = newest?.id === last.study.id;
    const ended = { report, objective: last.study.spec.objective, isNewest };
    await throwUnlessDone(ended, last, request, signal.aborted);
    return ended;
  });
}

/** Runs the study, and its next stages as long as nothing ends the search. */
async function runStages(
  opened: OpenedStudy,
  request: SearchRequest,
  watch: WatchedFleet,
  signal: AbortSignal,
): Promise<{
  readonly last: OpenedStudy;
  readonly stopped: Stop | undefined;
  readonly missingStage?: MissingStage;
}> {
  const { time = opened.prepared.study.spec.search.budget?.time } = request;
  const endsAt = time === undefined ? undefined : performance.now() + 1000 * time;
  let last = opened;
  for (;;) {
    for (const line of stageNotes(last)) watch.note(line);
    const left = endsAt === undefined ? undefined : Math.max((endsAt - performance.now()) / 1000, shortest);
    const settings = { ...request, time: left, trainsHere: request.train, signal, events: watch };
    const stopped = await runStudy(last, settings);
    if (stopped?.by === 'time') return { last, stopped: { by: 'time', seconds: time ?? stopped.seconds } };
    if (stopped !== undefined || signal.aborted) return { last, stopped };
    const next = await nextStage(last);
    if (next === undefined) return { last, stopped };
    last = next.opened;
    if (next.missing !== undefined) return { last, stopped, missingStage: next.missing };
  }
}

/** Seconds that a stage has at least: its timer takes no 0. */
const shortest = 1e-3;

async function begunSearch(opened: OpenedStudy, { workers, train }: SearchRequest): Promise<BegunSearch> {
  const { store, study, prepared } = opened;
  const { trials } = prepared.study.spec.search;
  const { counts, best } = await store.progress(study.id, trials);
  const { complete, pruned, failed } = counts;
  const before = { ended: complete + pruned + failed, failed, best };
  return { ...opened, trials, before, workers: train ? Math.min(workers, trials) : 0 };
}

async function reportOn(
  opened: OpenedStudy,
  { db, workers }: SearchRequest,
  seconds: number,
): Promise<SearchReport> {
  const { store, study, prepared } = opened;
  const { complete, pruned, failed, ...counts } = await store.counts(study.id);
  // Trials are sampled when they are needed, so not all unfinished ones are in the store.
  const toGo = await trialsToGo(opened);
  const waiting = Math.max(counts.waiting, toGo.all);
  const ranked = await store.top(study.id, hintingTrials);
  const [best = null] = ranked;
  const { spec } = prepared.study;
  const tied = await tiedTrials(store, study, best ?? undefined);
  const scheduling = await schedulingOf(store, study);
  const provisional = await provisionalTrials(store, study);
  const hints = await hintsOf(study, ranked);
  const where = await whereOf(store, study, ranked[0]);
  const fit = best === null ? undefined : fitOf(best, spec.objective, ranked);
  const humanBaseline = best === null ? undefined : humanBaselineOf(spec, best.metrics);
  const { seed, trials } = spec.search;
  const isTimed = study.spec.training.secondsPerTrial !== undefined;
  return {
    ...{ study: study.name, db, seed, backend: backendOf(study) },
    ...{ workers: Math.min(workers, trials), seconds },
    trials: { complete, pruned: pruned - toGo.promoted, failed, waiting },
    ...(study.spec.search.stages && { stages: study.spec.search.stages.map(shownStage) }),
    ...(isTimed && { outOfTime: await store.outOfTime(study.id) }),
    best,
    ...(fit && { fit }),
    ...(tied && { tied }),
    ...(scheduling && { scheduling }),
    ...(provisional && { provisional }),
    ...(where && { where }),
    ...(hints.length > 0 && { hints }),
    ...(humanBaseline && { humanBaseline }),
    ...(study.baselines && { baselines: study.baselines.map(shownBaseline) }),
    ...(prepared.schema && { schema: prepared.schema }),
  };
}

function shownStage({ name, from, changes }: Stage): StageReport {
  return { name, from, changes };
}

async function throwUnlessDone(
  ended: EndedSearch,
  opened: OpenedStudy,
  request: SearchRequest,
  isInterrupted: boolean,
): Promise<void> {
  const { stopped, trials } = ended.report;
  const { complete, failed } = trials;
  const toGo = isInterrupted && stopped === undefined ? (await trialsToGo(opened)).all : 0;
  if (toGo > 0) {
    const rest = toGoText(toGo, opened.prepared.study.spec);
    const text = message`interrupted with ${rest} to go; resume with: ${resumption(request)}`;
    throw new InterruptedError(text, { report: ended });
  }
  if (complete > 0) return;
  if (stopped?.by === 'time') {
    const rest = `${toGoText(trials.waiting, opened.prepared.study.spec)} to go`;
    const text = message`no trial completed before the time was over: ${failed} failed, ${rest}; resume with: ${resumption(request)}`;
    throw new NoTrialCompletedError(text, { report: ended });
  }
  const named = ended.isNewest ? {} : { study: opened.study.name };
  const show = action('show', { trial: undefined, ...named });
  const text = message`no trial completed: ${failed} failed; ${show} says why`;
  throw new NoTrialCompletedError(text, { report: ended });
}

/** Later results may promote trials that have stopped at a rung, and a budget may end the search sooner. */
function toGoText(trials: number, spec: StudySpec): string {
  const text = counted(trials, 'trial');
  const mayGrow = halvingOf(spec) !== undefined;
  if (limitsTrials(spec.search.budget)) return `${mayGrow ? 'about' : 'at most'} ${text}`;
  return mayGrow ? `at least ${text}` : text;
}

/** The search without `workers` and `time`, which may differ from run to run. */
function resumption({ space, workers, time, ...rest }: SearchRequest) {
  if (typeof space !== 'string') return action('search');
  const { options } = searchOptions;
  return action('search', withoutDefaults(options, { space, ...rest } as SearchOptions));
}
