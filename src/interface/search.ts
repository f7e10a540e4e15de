import { InterruptedError, NoTrialCompletedError } from '../faults/errors.ts';
import { prepareSearch } from '../search/prepare-study.ts';
import { type OpenedStudy, runStudy, trialsToGo, withOpenedStudy } from '../search/run-study.ts';
import type { TrialCounts } from '../store/store.ts';
import type { Configuration } from '../study/search-space.ts';
import { type BackendName, backendOf } from '../study/study-spec.ts';
import type { Trial } from '../study/trial.ts';
import { readOptions, type StudyOptions } from './read-search-options.ts';
import type {
  CompleteTrial,
  FileOptions,
  FunctionOptions,
  ModelOptions,
  RunOptions,
  TrialOf,
} from './search-options.ts';
import type { ConfigurationOf, Space } from './space.ts';

export interface SearchResult<Config = Configuration> {
  readonly study: string;
  /** Null where nothing is trained. */
  readonly backend: BackendName | null;
  readonly counts: Omit<TrialCounts, 'running'>;
  /** All of the study, by number. */
  readonly trials: readonly TrialOf<Config>[];
  readonly best: CompleteTrial<Config>;
}

/**
 * Runs a search, or goes on with the study of that name, as `hpsearch start` does, but for its checks. Mistakes are a
 * FaultsError or a UsageError, before anything is written; NoTrialCompletedError when no trial completes,
 * InterruptedError when the signal was aborted with trials to go. What was recorded stays.
 */
export function search<const S extends Space>(
  options: (ModelOptions<S> | FunctionOptions<S>) & RunOptions<ConfigurationOf<S>>,
): Promise<SearchResult<ConfigurationOf<S>>>;
export function search(options: FileOptions & RunOptions): Promise<SearchResult>;
export async function search(options: StudyOptions & RunOptions): Promise<SearchResult> {
  const { run, study } = await readOptions(options);
  const prepared = await prepareSearch({ ...study, db: run.db });
  if (run.signal.aborted) throw new InterruptedError('aborted before the first trial');
  const isBackendPinned = study.backend !== undefined && study.backend !== 'auto';
  const place = { db: run.db, isBackendPinned, isModuleAccepted: run.acceptModule === true };
  return withOpenedStudy(prepared, place, async (opened) => {
    const events = { onStart() {}, onEpoch() {}, onEnd: (trial: Trial) => run.onTrial?.(trial) };
    await runStudy(opened, { ...run, events });
    return resultOf(opened, run.signal.aborted);
  });
}

async function resultOf(opened: OpenedStudy, isAborted: boolean): Promise<SearchResult> {
  const { store, study } = opened;
  const { complete, pruned, failed, waiting } = await store.counts(study.id);
  const toGo = isAborted ? await trialsToGo(opened) : 0;
  if (toGo > 0) {
    throw new InterruptedError(`interrupted with ${toGo} trials to go; the same call goes on with them`);
  }
  const [best] = await store.top(study.id, 1);
  if (best === undefined || best.value === null) {
    throw new NoTrialCompletedError(`no trial completed: ${failed} failed`);
  }
  return {
    study: study.name,
    backend: backendOf(study),
    counts: { complete, pruned, failed, waiting },
    trials: await store.trials(study.id),
    best: { ...best, value: best.value },
  };
}
