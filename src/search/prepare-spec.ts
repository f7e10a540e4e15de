import type { SourceRows } from '../data/load-dataset.ts';
import { type Fault, FaultsError, UsageError } from '../faults/errors.ts';
import { shownName } from '../faults/visible-text.ts';
import { moduleDigest } from '../modules/module-digest.ts';
import { type ObjectiveConstraints, objectiveConstraints } from '../objectives/objective.ts';
import { samplerOf, samplerSettings } from '../samplers/catalogue.ts';
import { schedulerSettings } from '../schedulers/catalogue.ts';
import { checkParameters, type ReadSpace, readSpace, takeSpace } from '../space-file/parse-space.ts';
import type { Budget } from '../study/search/budget.ts';
import type { WarmStart } from '../study/search/known-configurations.ts';
import { completeMethod, methodName, overriddenMethod, settingsOf } from '../study/search/method-spec.ts';
import type { OwnDirections } from '../study/search/own-directions.ts';
import { lookbackOf, schedulerMethod } from '../study/search/search-spec.ts';
import type { StageName } from '../study/search/stage.ts';
import { brokenStudyName } from '../study/study-name.ts';
import {
  type BackendName,
  type ModelSpec,
  type ObjectiveModule,
  type WrittenSpec,
  withDigest,
} from '../study/study-spec.ts';
import { modelFamilies } from '../training/models/catalogue.ts';
import { modelConstraints } from '../training/models/user-module.ts';
import { trainingParameters } from '../training/training-parameters.ts';
import { type BudgetOptions, requireBudget } from './budget/require-budget.ts';
import { ownMetricFaults, withOwnMetrics } from './metrics/own-metrics.ts';

/** A space in a program's memory. */
export interface GivenSpace {
  readonly content: unknown;
  /** Absolute: the folder that its paths are relative to. */
  readonly directory: string;
  /** The rows of its data, where they have been read already. */
  readonly source?: SourceRows;
}

/** Options that override a space file. */
export interface Overrides extends BudgetOptions {
  /** A space file's path, or its content as an object. */
  readonly space: string | GivenSpace;
  readonly trials?: number | undefined;
  readonly seed?: number | undefined;
  readonly name?: string | undefined;
  readonly sampler?: string | undefined;
  readonly lookback?: number | undefined;
  /** The stage to search up to. */
  readonly stage?: StageName | undefined;
  readonly scheduler?: string | undefined;
  /** The former name of `scheduler`. */
  readonly pruner?: string | undefined;
  /** Configurations of another study, of a study that has not begun. */
  readonly warmStart?: WarmStart | undefined;
  readonly backend?: BackendName | 'auto' | undefined;
  /** The database that may already hold a study of that name. */
  readonly db?: string | undefined;
}

export interface PreparedSpec extends ReadSpace {
  /** Exports of its module that may be meant for others; a study that has begun goes on with them. */
  readonly misspelt: readonly Fault[];
  /** Says that the space, or an option, has the scheduler under its former name. */
  readonly schedulerNote?: string;
}

/** Reads a space file with overrides. FaultsError when a parameter is unknown to the model. */
export async function prepareSpec(overrides: Overrides): Promise<PreparedSpec> {
  const constraints = Object.fromEntries(
    Object.entries(modelFamilies).map(([name, family]) => [
      name,
      { ...trainingParameters, ...family.parameters },
    ]),
  );
  const { space } = overrides;
  requireStudyName(overrides.name);
  const known = { samplers: samplerSettings(), schedulers: schedulerSettings() };
  const read =
    typeof space === 'string'
      ? readSpace(space, constraints, known)
      : takeSpace(space.content, space.directory, constraints, known);
  const spec = override(read.spec, overrides);
  requireBudget(spec, overrides);
  requireSampler(read, spec);
  const own = spec.model.kind === 'module' ? await checkModule(read) : undefined;
  const called = spec.model.kind === 'objective' ? await checkObjective(read, spec.model) : undefined;
  const isFormerName = overrides.pruner !== undefined || read.spec.search.pruner !== undefined;
  return {
    ...read,
    spec: withOwnMetrics({ ...spec, model: recorded(spec.model, read.directory) }, own?.metrics ?? {}),
    misspelt: (own ?? called)?.misspelt ?? [],
    ...(isFormerName && { schedulerNote: 'pruner is the former name of scheduler, and works as before' }),
  };
}

/** Adds the module's current digest, for the study to store. */
function recorded(model: ModelSpec, directory: string): ModelSpec {
  return 'module' in model ? withDigest(model, moduleDigest(model.module, directory)) : model;
}

/** Checks the name of an imported table's study; every other override is an option that its action has read. */
function requireStudyName(name: string | undefined): void {
  const constraint = name === undefined ? undefined : brokenStudyName(name);
  if (constraint === undefined) return;
  throw new UsageError(`name: ${constraint}, got ${JSON.stringify(shownName(String(name)))}`);
}

function overriddenBudget(
  written: Budget | undefined,
  { until, totalEpochs: epochs, searchPatience: patience }: BudgetOptions,
): Budget | undefined {
  const given = Object.entries({ until, epochs, patience }).filter(([, limit]) => limit !== undefined);
  return given.length === 0 ? written : { ...written, ...Object.fromEntries(given) };
}

function override(
  spec: WrittenSpec,
  {
    trials,
    seed,
    name,
    sampler,
    lookback,
    stage,
    scheduler,
    pruner,
    backend,
    warmStart,
    ...limits
  }: Overrides,
): WrittenSpec {
  const sampling = overriddenMethod(spec.search.sampler, sampler);
  const scheduling = overriddenMethod(schedulerMethod(spec), scheduler ?? pruner);
  const { enqueue } = spec.search;
  const asked = stage ?? spec.search.stage;
  const budget = overriddenBudget(spec.search.budget, limits);
  return {
    ...spec,
    name: name ?? spec.name,
    training: { ...spec.training, backend: backend ?? spec.training.backend },
    search: {
      trials: trials ?? spec.search.trials,
      seed: seed ?? spec.search.seed,
      sampler: completeMethod(sampling, samplerSettings()[methodName(sampling)] ?? {}),
      lookback: lookback ?? lookbackOf(spec),
      scheduler: completeMethod(scheduling, schedulerSettings()[methodName(scheduling)] ?? {}),
      ...(spec.search.repeats !== undefined && { repeats: spec.search.repeats }),
      ...(asked && { stage: asked }),
      ...(budget && { budget }),
      ...(enqueue && { enqueue }),
      ...(warmStart && { warmStart }),
    },
  };
}

/** FaultsError when the sampler cannot search the space. */
function requireSampler({ file, locate }: ReadSpace, { space, search }: WrittenSpec): void {
  const sampler = samplerOf(search.sampler);
  const constraint = sampler.refuses?.(space, settingsOf(search.sampler, sampler.settings));
  if (constraint === undefined) return;
  const field = 'search.sampler';
  const line = locate(field)?.line;
  throw new FaultsError([
    { file, field, constraint, value: sampler.name, ...(line !== undefined && { line }) },
  ]);
}

/** The module's own metrics. */
async function checkModule(
  space: ReadSpace,
): Promise<{ readonly metrics: OwnDirections; readonly misspelt: readonly Fault[] }> {
  const { parameters, metrics, misspelt } = await modelConstraints(space.spec.model, space.directory);
  const faults = [
    ...checkParameters(space, { ...trainingParameters, ...parameters }, space.file),
    ...ownMetricFaults(space, metrics),
  ];
  if (faults.length > 0) throw new FaultsError([...misspelt, ...faults]);
  return { metrics, misspelt };
}

/** A function without constraints takes whatever the space names. */
async function checkObjective(space: ReadSpace, model: ObjectiveModule): Promise<ObjectiveConstraints> {
  const constraints = await objectiveConstraints(model, space.directory);
  const { parameters, misspelt } = constraints;
  const faults = parameters === undefined ? [] : checkParameters(space, parameters, space.file);
  if (faults.length > 0) throw new FaultsError([...misspelt, ...faults]);
  return constraints;
}
