import { search as run } from '../actions/search/search.ts';
import type { EndedSearch } from '../actions/search/search-request.ts';
import { InterruptedError, NoTrialCompletedError } from '../faults/errors.ts';
import type { Fit } from '../metrics/fit.ts';
import type { Provisional, SchedulingReport } from '../reports/scheduling-report.ts';
import type { MissingStage, StageReport } from '../reports/search-report.ts';
import type { Stop } from '../reports/stop.ts';
import type { OpenedStudy } from '../search/run-study.ts';
import type { TrialCounts } from '../store/store.ts';
import type { Configuration } from '../study/search-space.ts';
import type { BackendName } from '../study/study-spec.ts';
import { readSearchOptions } from './read-search-options.ts';
import type {
  CompleteTrial,
  DataOptions,
  FileOptions,
  FunctionOptions,
  ModelOptions,
  RunOptions,
  TrialOf,
} from './search-options.ts';
import type { ConfigurationOf, Space } from './space.ts';

type StudyOptions = ModelOptions<Space> | FunctionOptions<Space> | FileOptions | DataOptions;

export interface SearchResult<Config = Configuration> {
  readonly study: string;
  /** Null when nothing is trained. */
  readonly backend: BackendName | null;
  readonly counts: Omit<TrialCounts, 'running'>;
  /** Why the search ended before its last trial; absent when all have run. */
  readonly stopped?: Stop;
  /** The stages that have begun, and how their spaces were made; absent for a search without stages. */
  readonly stages?: readonly StageReport[];
  /** The stage that was asked for and cannot follow, since the trials leave nothing to search, and why. */
  readonly missingStage?: MissingStage;
  /** The scheduler's decisions so far; absent without a scheduler. */
  readonly scheduling?: SchedulingReport;
  /** Trials whose outcome the scheduler may still change; absent where all are final. */
  readonly provisional?: Provisional;
  /** All trials of the study, by number. */
  readonly trials: readonly TrialOf<Config>[];
  readonly best: CompleteTrial<Config>;
  /** The best trial's objective on its training rows beside validation; absent where those were not measured. */
  readonly fit?: Fit;
}

/** Results of a search that ended with an error; `best` is null when no trial completed. */
export interface EarlyResult extends Omit<SearchResult, 'best'> {
  readonly best: CompleteTrial<Configuration> | null;
}

/**
 * Runs a search, or resumes the study of that name, like `hpsearch start --no-check`. Invalid options are a FaultsError
 * or a UsageError, before anything is written; NoTrialCompletedError when no trial completes, InterruptedError when the
 * signal was aborted with unfinished trials, both with an `EarlyResult` as `report`. Recorded results are kept.
 */
export function search<const S extends Space>(
  options: (ModelOptions<S> | FunctionOptions<S>) & RunOptions<ConfigurationOf<S>>,
): Promise<SearchResult<ConfigurationOf<S>>>;
export function search(options: (FileOptions | DataOptions) & RunOptions): Promise<SearchResult>;
export async function search(options: StudyOptions & RunOptions): Promise<SearchResult> {
  const { request, onTrial, signal } = await readSearchOptions(options);
  let trials: SearchResult['trials'] = [];
  const ended = await run(request, {
    signal: () => signal,
    onCheck() {},
    onBegin() {},
    onStart() {},
    onEpoch() {},
    onEnd: (trial) => onTrial?.(trial as never),
    // It may throw, or abort the signal.
    onEndDecides: onTrial !== undefined,
    onDone: async ({ store, study }: OpenedStudy) => {
      trials = await store.trials(study.id);
    },
    note() {},
  }).catch((error: unknown) => {
    throw withEarlyResult(error, trials);
  });
  return resultOf(ended, trials) as SearchResult;
}

function resultOf({ report }: EndedSearch, trials: SearchResult['trials']): EarlyResult {
  const { study, backend, trials: counts, stopped, stages, missingStage, scheduling } = report;
  const { provisional, best, fit } = report;
  const ending = {
    ...(stopped && { stopped }),
    ...(stages && { stages }),
    ...(missingStage && { missingStage }),
    ...(scheduling && { scheduling }),
    ...(provisional && { provisional }),
    ...(fit && { fit }),
  };
  return { study, backend, counts, ...ending, trials, best: best as CompleteTrial<Configuration> | null };
}

/** The same error for a program, which receives results in one form. */
function withEarlyResult(error: unknown, trials: SearchResult['trials']): unknown {
  const isEarly = error instanceof InterruptedError || error instanceof NoTrialCompletedError;
  if (!isEarly || error.report === undefined) return error;
  const report = resultOf(error.report as EndedSearch, trials);
  const { text, cause } = error;
  const options = { report, ...(cause !== undefined && { cause }) };
  return error instanceof InterruptedError
    ? new InterruptedError(text, options)
    : new NoTrialCompletedError(text, options);
}
