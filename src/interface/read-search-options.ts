import { availableParallelism } from 'node:os';
import { type Fault, FaultsError } from '../faults/errors.ts';
import { type Overrides, prepareSpec } from '../search/prepare-spec.ts';
import { defaultDatabase } from '../store/default-database.ts';
import { backendNames } from '../study/study-spec.ts';
import { givenSpace } from './given-space.ts';
import {
  abortSignal,
  anything,
  callback,
  oneOf,
  path,
  seconds,
  text,
  truth,
  wholeNumber,
} from './option-constraints.ts';
import { type Constraints, optionsOf, requireOptions, unknownOptions } from './options.ts';
import type { FileOptions, FunctionOptions, ModelOptions, RunOptions } from './search-options.ts';
import type { Space } from './space.ts';
import { pathOf } from './stored-model.ts';

export type StudyOptions = ModelOptions<Space> | FunctionOptions<Space> | FileOptions;

const isolations = ['thread', 'process'] as const;

const runConstraints: Constraints<RunOptions> = {
  ...{ db: text, workers: wholeNumber(1), keep: wholeNumber(1), maxMemoryBytes: wholeNumber(1) },
  ...{ time: seconds, isolation: oneOf(isolations), onTrial: callback, signal: abortSignal },
  acceptModule: truth,
};

const fileConstraints: Constraints<FileOptions> = {
  ...{ space: path, name: text, trials: wholeNumber(1), seed: wholeNumber(0) },
  ...{ sampler: text, pruner: text, backend: oneOf(['auto', ...backendNames]) },
};

/** Their values are checked as those of a space file are. */
const studyConstraints: Constraints<ModelOptions<Space>> = {
  ...{ name: anything, data: anything, model: anything, space: anything, objective: anything },
  ...{ training: anything, humanBaseline: anything, initFrom: anything },
  ...{ trials: anything, seed: anything, sampler: anything, pruner: anything },
};

interface RunSettings extends RunOptions {
  readonly db: string;
  readonly workers: number;
  readonly isolation: 'thread' | 'process';
  readonly keep: number;
  readonly signal: AbortSignal;
}

export interface SearchOptions {
  readonly run: RunSettings;
  readonly study: Overrides;
}

/** How to run, with the defaults, and what. UsageError or FaultsError, which knows unknown options by their near words. */
export async function readOptions(options: StudyOptions & RunOptions): Promise<SearchOptions> {
  const all = optionsOf(options);
  const run = partOf(all, (name) => Object.hasOwn(runConstraints, name)) as RunOptions;
  const study = partOf(all, (name) => !Object.hasOwn(runConstraints, name)) as unknown as StudyOptions;
  const together = () => [uncapped(run)];
  if (isOfFile(study)) {
    requireOptions<FileOptions & RunOptions>(all, { ...fileConstraints, ...runConstraints }, { together });
    return { run: withDefaults(run), study: { ...study, space: pathOf(study.space) } };
  }
  requireOptions<RunOptions>(run, runConstraints, { together });
  return { run: withDefaults(run), study: await ofProgram(study) };
}

function partOf(options: object, isPart: (name: string) => boolean): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(options).filter(([name]) => isPart(name)));
}

function uncapped({ maxMemoryBytes, isolation }: RunOptions): string | undefined {
  if (maxMemoryBytes === undefined || isolation === 'process') return undefined;
  return "maxMemoryBytes: must come with isolation: 'process', for threads share the memory of one process";
}

function withDefaults(run: RunOptions): RunSettings {
  return {
    ...run,
    db: run.db ?? defaultDatabase(),
    workers: run.workers ?? availableParallelism(),
    isolation: run.isolation ?? 'thread',
    keep: run.keep ?? 20,
    signal: run.signal ?? new AbortController().signal,
  };
}

function isOfFile(study: StudyOptions): study is FileOptions {
  return typeof study.space === 'string' || study.space instanceof URL;
}

async function ofProgram(study: ModelOptions<Space> | FunctionOptions<Space>): Promise<Overrides> {
  const known = Object.keys(studyConstraints);
  const unknown = unknownOptions(study, [...known, ...Object.keys(runConstraints)]);
  const faults: Fault[] = unknown.map(({ name, hint }) => ({
    ...{ file: 'space', field: name, law: 'is not a known option', hint },
  }));
  // A file has a name that a study can take; a program has none.
  if (study.name === undefined) faults.push({ file: 'space', field: 'name', law: 'must be given' });
  const overrides = { space: givenSpace(partOf(study, (name) => known.includes(name))) };
  if (faults.length === 0) return overrides;
  throw new FaultsError([...faults, ...(await faultsOf(prepareSpec(overrides)))]);
}

async function faultsOf(work: Promise<unknown>): Promise<readonly Fault[]> {
  return work.then(
    () => [],
    (error: unknown) => {
      if (error instanceof FaultsError) return error.faults;
      throw error;
    },
  );
}
