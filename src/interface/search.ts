import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { FaultsError, InterruptedError, NoTrialCompletedError } from '../errors.ts';
import type { Overrides } from '../search/prepare-spec.ts';
import { prepareSearch } from '../search/prepare-study.ts';
import { type OpenedStudy, runStudy, withOpenedStudy } from '../search/run-study.ts';
import { defaultDatabase } from '../store/default-database.ts';
import type { TrialCounts } from '../store/store.ts';
import type { Configuration } from '../study/search-space.ts';
import { type BackendName, backendOf } from '../study/study-spec.ts';
import type { Trial } from '../study/trial.ts';
import { givenSpace } from './given-space.ts';
import { lawfulSeconds, oneOf, requireLaws, wholeNumber } from './option-laws.ts';
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
export async function search(
  options: (ModelOptions<Space> | FunctionOptions<Space> | FileOptions) & RunOptions,
): Promise<SearchResult> {
  const { db, workers, isolation, maxMemoryBytes, keep, time, onTrial, signal, acceptModule, ...study } =
    options;
  const run = {
    db: db ?? defaultDatabase(),
    workers: workers ?? availableParallelism(),
    isolation: isolation ?? 'thread',
    maxMemoryBytes,
    keep: keep ?? 20,
    time,
    signal: signal ?? new AbortController().signal,
  } as const;
  requireLawful(run);
  const overrides = { ...overridesOf(study), db: run.db };
  const prepared = await prepareSearch(overrides);
  if (run.signal.aborted) throw new InterruptedError('aborted before the first trial');
  const isBackendPinned = overrides.backend !== undefined && overrides.backend !== 'auto';
  const place = { db: run.db, isBackendPinned, isModuleAccepted: acceptModule === true };
  return withOpenedStudy(prepared, place, async (opened) => {
    const events = { onStart() {}, onEpoch() {}, onEnd: (trial: Trial) => onTrial?.(trial) };
    await runStudy(opened, { ...run, events });
    return resultOf(opened, run.signal.aborted);
  });
}

function requireLawful({
  workers,
  keep,
  maxMemoryBytes,
  time,
  isolation,
}: Readonly<Record<'workers' | 'keep', number> & Record<'maxMemoryBytes' | 'time', number | undefined>> & {
  readonly isolation: string;
}): void {
  const isCapped = maxMemoryBytes !== undefined && isolation === 'thread';
  requireLaws(
    wholeNumber('workers', workers, 1),
    wholeNumber('keep', keep, 1),
    wholeNumber('maxMemoryBytes', maxMemoryBytes, 1),
    lawfulSeconds('time', time),
    oneOf('isolation', isolation, ['thread', 'process']),
    isCapped
      ? "maxMemoryBytes: must come with isolation: 'process', for threads share the memory of one process"
      : undefined,
  );
}

function overridesOf(study: ModelOptions<Space> | FunctionOptions<Space> | FileOptions): Overrides {
  if (isOfFile(study)) {
    const { space, ...rest } = study;
    return { ...rest, space: space instanceof URL ? fileURLToPath(space) : space };
  }
  // A file has a name that a study can take; a program has none.
  if (study.name === undefined) {
    throw new FaultsError([{ file: 'space', field: 'name', law: 'must be given' }]);
  }
  return { space: givenSpace({ ...study }) };
}

function isOfFile(study: ModelOptions<Space> | FunctionOptions<Space> | FileOptions): study is FileOptions {
  return typeof study.space === 'string' || study.space instanceof URL;
}

async function resultOf({ store, study }: OpenedStudy, isAborted: boolean): Promise<SearchResult> {
  const { complete, pruned, failed, waiting } = await store.counts(study.id);
  if (isAborted && waiting > 0) {
    throw new InterruptedError(`interrupted with ${waiting} trials to go; the same call goes on with them`);
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
