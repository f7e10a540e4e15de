import type { Fault } from '../faults/errors.ts';
import { misspeltExports } from '../modules/misspelt-exports.ts';
import type { ModuleDescription } from '../modules/module-description.ts';
import { requireSameModule } from '../modules/module-digest.ts';
import { moduleFault } from '../modules/module-fault.ts';
import { constraintsOf, describeUserModule, importUserModule } from '../modules/user-module.ts';
import type { Value } from '../study/distribution.ts';
import type { ParameterConstraints } from '../study/parameter-constraint.ts';
import type { ObjectiveModule } from '../study/study-spec.ts';

/** Numbers by name, or only the objective's value. */
export type Reported = number | Readonly<Record<string, number>>;

/** Adds the next step to the trial's history and lets the pruner decide. All numbers must be finite. */
export type Report = (metrics: Reported) => void;

/** Sources of randomness for a function; they give the same values in every run of the trial. */
export interface TrialTools {
  /** An integer below 2³² that is unique to the trial within the study, for libraries that take a seed. */
  readonly seed: number;
  readonly trial: number;
  /** The trial's own random stream on [0, 1). `Math.random` is a separate stream of the trial. */
  readonly random: () => number;
}

/**
 * The function that a trial runs instead of training. Resolves to the objective's value, alone or among other numbers,
 * or to nothing if the reports suffice. `signal` is aborted when the pruner stops the trial, and shortly before the
 * timeout.
 */
export type Run<Config = Readonly<Record<string, Value>>> = (
  config: Config,
  report: Report,
  signal: AbortSignal,
  tools: TrialTools,
  // biome-ignore lint/suspicious/noConfusingVoidType: the return type of functions that return nothing.
) => Promise<Reported | void> | Reported | void;

/** A user's module with a function to optimise. */
export interface Objective {
  /** Undefined if the module accepts any parameter that a space names. */
  readonly parameters: ParameterConstraints | undefined;
  readonly run: Run;
}

/**
 * Loads the module of a space, a path relative to `directory`. Throws FaultsError if it exports no `run`, and
 * UsageError if it has changed since the study began.
 */
export async function loadObjective(model: ObjectiveModule, directory: string): Promise<Objective> {
  requireSameModule(model, directory);
  const { exports, description } = await importUserModule(placeOf(model, directory));
  return { parameters: checkedConstraints(description, model), run: exports.run as Run };
}

/** The names that a space may use of a function. */
export interface ObjectiveConstraints extends Pick<Objective, 'parameters'> {
  /** Exports of the module that nothing reads, and that may be meant for others. */
  readonly misspelt: readonly Fault[];
}

/** Loads only what a space may name, without running the module in this thread. */
export async function objectiveConstraints(
  model: ObjectiveModule,
  directory: string,
): Promise<ObjectiveConstraints> {
  const description = await describeUserModule(placeOf(model, directory));
  const parameters = checkedConstraints(description, model);
  return { parameters, misspelt: misspeltExports(model.module, description.names, ['parameters', 'run']) };
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
