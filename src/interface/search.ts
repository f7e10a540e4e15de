import { search as run } from '../actions/search/search.ts';
import type { OpenedStudy } from '../search/run-study.ts';
import type { TrialCounts } from '../store/store.ts';
import type { Configuration } from '../study/search-space.ts';
import type { BackendName } from '../study/study-spec.ts';
import { readSearchOptions } from './read-search-options.ts';
import type {
  CompleteTrial,
  FileOptions,
  FunctionOptions,
  ModelOptions,
  RunOptions,
  TrialOf,
} from './search-options.ts';
import type { ConfigurationOf, Space } from './space.ts';

type StudyOptions = ModelOptions<Space> | FunctionOptions<Space> | FileOptions;

export interface SearchResult<Config = Configuration> {
  readonly study: string;
  /** Null when nothing is trained. */
  readonly backend: BackendName | null;
  readonly counts: Omit<TrialCounts, 'running'>;
  /** All trials of the study, by number. */
  readonly trials: readonly TrialOf<Config>[];
  readonly best: CompleteTrial<Config>;
}

/**
 * Runs a search, or resumes the study of that name, like `hpsearch start --no-check`. Invalid options are a FaultsError
 * or a UsageError, before anything is written; NoTrialCompletedError when no trial completes, InterruptedError when the
 * signal was aborted with unfinished trials. Recorded results are kept.
 */
export function search<const S extends Space>(
  options: (ModelOptions<S> | FunctionOptions<S>) & RunOptions<ConfigurationOf<S>>,
): Promise<SearchResult<ConfigurationOf<S>>>;
export function search(options: FileOptions & RunOptions): Promise<SearchResult>;
export async function search(options: StudyOptions & RunOptions): Promise<SearchResult> {
  const { request, onTrial, signal } = await readSearchOptions(options);
  let trials: SearchResult['trials'] = [];
  const { report } = await run(request, {
    signal: () => signal,
    onCheck() {},
    onBegin() {},
    onStart() {},
    onEpoch() {},
    onEnd: (trial) => onTrial?.(trial as never),
    onDone: async ({ store, study }: OpenedStudy) => {
      trials = await store.trials(study.id);
    },
    note() {},
  });
  const { study, backend, trials: counts, best } = report;
  return { study, backend, counts, trials, best: best as CompleteTrial<Configuration> };
}
