import type { ModuleDescription } from '../modules/module-description.ts';
import { requireSameModule } from '../modules/module-digest.ts';
import { moduleFault } from '../modules/module-fault.ts';
import { constraintsOf, describeUserModule, importUserModule } from '../modules/user-module.ts';
import type { Value } from '../study/distribution.ts';
import type { ParameterConstraints } from '../study/parameter-constraint.ts';
import type { ObjectiveModule } from '../study/study-spec.ts';

/** Numbers by name, or the objective's number alone. */
export type Reported = number | Readonly<Record<string, number>>;

/** Adds the next step to the trial's history, and lets the pruner judge it. Finite numbers only. */
export type Report = (metrics: Reported) => void;

/** What a function may draw chance from: the same in every run of the trial. */
export interface TrialTools {
  /** A whole number below 2³² that no other trial of the study has, for whatever takes a seed. */
  readonly seed: number;
  readonly trial: number;
  /** The trial's own stream on [0, 1). `Math.random` is another of its own. */
  readonly random: () => number;
}

/**
 * What a trial does in place of training. Resolves to its value, by itself or among other numbers; to nothing when what
 * it reported says it all. `signal` is aborted when the pruner ends the trial, and shortly before its time runs out.
 */
export type Run<Config = Readonly<Record<string, Value>>> = (
  config: Config,
  report: Report,
  signal: AbortSignal,
  tools: TrialTools,
  // biome-ignore lint/suspicious/noConfusingVoidType: what a function returns that returns nothing.
) => Promise<Reported | void> | Reported | void;

/** A user's module. */
export interface Objective {
  /** Undefined where the module takes whatever a space names. */
  readonly parameters: ParameterConstraints | undefined;
  readonly run: Run;
}

/**
 * Loads the module of a space, a path relative to `directory`. FaultsError for one that exports no `run`, UsageError for
 * one that is no longer what the study began with.
 */
export async function loadObjective(model: ObjectiveModule, directory: string): Promise<Objective> {
  requireSameModule(model, directory);
  const { exports, description } = await importUserModule(placeOf(model, directory));
  return { parameters: checkedConstraints(description, model), run: exports.run as Run };
}

/** The constraints of its parameters alone, for a thread in which the module itself does not run. */
export async function loadObjectiveParameters(
  model: ObjectiveModule,
  directory: string,
): Promise<ParameterConstraints | undefined> {
  return checkedConstraints(await describeUserModule(placeOf(model, directory)), model);
}

function placeOf({ module }: ObjectiveModule, directory: string) {
  return { file: module, directory, field: 'model.objective' };
}

function checkedConstraints(
  { types, parameters }: ModuleDescription,
  { module }: ObjectiveModule,
): ParameterConstraints | undefined {
  if (types.run === 'function') return constraintsOf(parameters, module);
  const constraint = 'must be an exported function (config, report, signal) => value';
  throw moduleFault(module, 'run', constraint, { value: types.run });
}
