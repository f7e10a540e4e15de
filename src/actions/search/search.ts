import { InterruptedError, UsageError } from '../../faults/errors.ts';
import { type Message, message, option } from '../../faults/message.ts';
import type { CheckResult } from '../../reports/check-report.ts';
import { requireArtifacts } from '../../runs/study-artifacts.ts';
import { WarmWorkers } from '../../search/executors/warm-workers.ts';
import { epochBudgetNote, lookbackNote } from '../../search/lookback-note.ts';
import type { PreparedStudy } from '../../search/prepare-study.ts';
import { type OpenedStudy, withOpenedStudy } from '../../search/run-study.ts';
import type { SearchEvents } from '../../search/search.ts';
import { Steering } from '../../search/steering/steering.ts';
import { hasMachines } from '../../store/open-store.ts';
import type { WrittenSpec } from '../../study/study-spec.ts';
import type { Trial } from '../../study/trial.ts';
import { prepareChecked } from './prepare-checked.ts';
import { reportOnSearch } from './report-on-search.ts';
import type { EndedSearch, SearchRequest } from './search-request.ts';
import { runStages } from './stages/run-stages.ts';
import { throwUnlessDone } from './unfinished-search.ts';
import { watchedFleet } from './watched-fleet.ts';

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

export interface SearchWatch extends SearchEvents {
  /** Called once, before the first trial: once aborted no trial starts, and running ones are recorded. */
  signal(): AbortSignal;
  onCheck(result: CheckResult): void;
  /** Called once, before the first trial, which waits for it. */
  onBegin(begun: BegunSearch): void | Promise<void>;
  /** Called before the study is closed. */
  onDone?(opened: OpenedStudy): Promise<void>;
  note(text: Message): void;
  /** Called with the number of trials of the search when a person has extended it. */
  onExtend?(trials: number): void;
}

/**
 * Runs a search, or resumes the study of that name. FaultsError or UsageError before anything is written,
 * CheckFailedError when a check fails. NoTrialCompletedError when no trial completes and InterruptedError when the
 * signal was aborted with unfinished trials, both with the report.
 */
export async function search(request: SearchRequest, watch: SearchWatch): Promise<EndedSearch> {
  const { db, train } = request;
  if (!train && !hasMachines(db)) {
    throw new UsageError(
      message`${option('train', false)}: needs a database that machines share, such as ${option('db', 'postgres://host/database')}; got ${db}`,
    );
  }
  const warm = new WarmWorkers();
  try {
    return await checkedSearch(request, watch, warm);
  } finally {
    await warm.close();
  }
}

async function checkedSearch(
  request: SearchRequest,
  watch: SearchWatch,
  warm: WarmWorkers,
): Promise<EndedSearch> {
  const { backend, db, acceptModule } = request;
  const warmed = hasMachines(db)
    ? {}
    : {
        onSpace: (spec: WrittenSpec) => warm.begin(spec, request),
        onModels: (checked: PreparedStudy) => warm.open(checked, request),
      };
  const prepared = await prepareChecked(request, watch, warmed);
  const artifacts = await requireArtifacts(request.artifacts);
  const signal = watch.signal();
  if (signal.aborted) throw new InterruptedError('aborted before the first trial');
  const isBackendPinned = backend !== undefined && backend !== 'auto';
  const place = { db, isBackendPinned, isModuleAccepted: acceptModule, artifacts };
  return withOpenedStudy(prepared, place, async (opened) => {
    const startedAt = performance.now();
    const begun = await begunSearch(opened, request);
    await watch.onBegin(begun);
    const { spec } = prepared.study;
    const firstTrials = prepared.plan?.below ?? spec.search.trials;
    for (const note of [lookbackNote(spec, begun.workers), epochBudgetNote(spec, firstTrials)]) {
      if (note !== undefined) watch.note(note);
    }
    const fleet = watchedFleet(watch);
    const steering = new Steering(opened, (text) => watch.note(text));
    const { last, stopped, missingStage } = await steering.during(signal, (stop) =>
      runStages(opened, { ...request, warm }, fleet, steering, stop),
    );
    const seconds = (performance.now() - startedAt) / 1000;
    const ending = { ...(stopped && { stopped }), ...(missingStage && { missingStage }) };
    const most = fleet.most();
    const report = {
      ...(await reportOnSearch(last, request, seconds)),
      ...(most && { fleet: most }),
      ...ending,
    };
    await watch.onDone?.(last);
    const newest = await last.store.findStudy(undefined);
    const isNewest = newest?.id === last.study.id;
    const ended = { report, objective: last.study.spec.objective, isNewest };
    const interruption = {
      isInterrupted: signal.aborted || steering.signal.aborted,
      askedBy: steering.stoppedBy,
    };
    await throwUnlessDone(ended, last, request, interruption);
    return ended;
  });
}

async function begunSearch(opened: OpenedStudy, { workers, train }: SearchRequest): Promise<BegunSearch> {
  const { store, study, prepared } = opened;
  const { trials } = prepared.study.spec.search;
  const { counts, best } = await store.progress(study.id, trials);
  const { complete, pruned, failed } = counts;
  const before = { ended: complete + pruned + failed, failed, best };
  return { ...opened, trials, before, workers: train ? Math.min(workers, trials) : 0 };
}
