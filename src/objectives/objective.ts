import type { Value } from '../study/distribution.ts';
import type { ParameterLaws } from '../study/parameter-law.ts';
import type { ObjectiveModule } from '../study/study-spec.ts';
import { exportedLaws, importUserModule, moduleFault } from '../study/user-module.ts';

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
  readonly parameters: ParameterLaws | undefined;
  readonly run: Run;
}

/** Loads the module of a space, a path relative to `directory`. One that exports no `run` raises FaultsError. */
export async function loadObjective({ module }: ObjectiveModule, directory: string): Promise<Objective> {
  const { parameters, run } = await importUserModule(module, directory, 'model.objective');
  if (typeof run !== 'function') {
    const law = 'must be an exported function (config, report, signal) => value';
    throw moduleFault(module, 'run', law, typeof run);
  }
  return {
    parameters: parameters === undefined ? undefined : exportedLaws(parameters, module),
    run: run as Run,
  };
}
