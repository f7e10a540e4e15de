import { UsageError } from '../../faults/errors.ts';
import type { UnrecordedRun } from '../../pool/messages.ts';
import type { AblationReport } from '../../reports/learned/ablation-report.ts';
import { keptValues } from '../../runs/kept-trainings.ts';
import { openStoredPool } from '../../runs/stored-study-pool.ts';
import { repetitionOf } from '../../runs/unrecorded-runs.ts';
import { level } from '../../statistics/mean-interval.ts';
import type { Store, Study } from '../../store/store.ts';
import type { ParameterConstraints } from '../../study/parameter-constraint.ts';
import type { SearchSpace } from '../../study/search-space.ts';
import { studySetting } from '../../study/searched/searched-settings.ts';
import { stageOf } from '../../study/stages/staged-spec.ts';
import type { StudySpec } from '../../study/study-spec.ts';
import type { EpochRecord, Trial } from '../../study/trial.ts';
import { parameterConstraints } from '../../training/models/user-module.ts';
import { effectsOf } from './ablated.ts';
import { choicesOf } from './choices.ts';

/** A trial whose choices are put back, and its study. */
export interface AblationInput {
  readonly store: Store;
  readonly study: Study;
  /** A sampled complete one. */
  readonly trial: Trial;
  readonly history: readonly EpochRecord[];
  readonly db: string;
  readonly workers: number;
  readonly seeds: number;
  /** Called before the first of `missing` trainings; the values of `kept` ones are known from an earlier command. */
  begin(missing: number, kept: number): AblationWatch;
}

export interface AblationWatch {
  /** Once aborted all training ends, with InterruptedError. */
  readonly signal: AbortSignal;
  /**
   * Called as each training ends; `parameter` is the choice that is put back, undefined for the trial's own. Seeds count
   * from 1.
   */
  onEnd(parameter: string | undefined, seed: number, outcome: UnrecordedRun['outcome']): void;
}

/**
 * Trains a trial's configuration, and that without each of its choices, with the same new seeds: what is each choice
 * worth? Records no trial; the same trial and seeds give the same report. UsageError for a configuration without choices
 * and when the data have changed.
 */
export async function ablateTrial(input: AblationInput): Promise<AblationReport> {
  const { store, study, trial, history, db, workers, seeds, begin } = input;
  const constraints = await constraintsFor(study.spec, study.directory);
  const { choices, unchanged } = choicesOf(ablatedSpace(study.spec, trial), trial.config, constraints);
  if (choices.length === 0) {
    throw new UsageError(
      `trial ${trial.trial} has no choice to put back: every parameter has its default, or the middle or first value of the space, already`,
    );
  }
  const configs = [{ parameter: undefined, config: trial.config }, ...choices];
  const tasks = configs.flatMap(({ config }) =>
    Array.from({ length: seeds }, (_, seed) => ({
      ...repetitionOf(trial, history, ['ablation', seed + 1]),
      config,
    })),
  );
  const all = await keptValues({
    ...{ store, study, trial, tasks },
    openPool: async (missing) => (await openStoredPool(study, db, { workers, trainings: missing })).pool,
    begin: (missing, kept) => {
      const { signal, onEnd } = begin(missing, kept);
      return {
        signal,
        onEnd: (outcome, index) =>
          onEnd(configs[Math.floor(index / seeds)]?.parameter, (index % seeds) + 1, outcome),
      };
    },
  });
  const values = configs.map((_, at) => all.slice(at * seeds, (at + 1) * seeds));
  const { metric, direction } = study.spec.objective;
  const [own = [], ...others] = values;
  const ablated = choices.map((choice, at) => ({ choice, values: others[at] ?? [] }));
  return {
    ...{ study: study.name, trial: trial.trial, metric, direction, seeds, level, values: own },
    choices: effectsOf(own, ablated, direction),
    unchanged,
  };
}

/** The parameters of a trial with the ranges of the study's own space: a stage fixes some, and switches others off. */
function ablatedSpace({ space, search }: StudySpec, trial: Trial): SearchSpace {
  const stage = stageOf(search, trial);
  if (stage === undefined) return space;
  return stage.space.map((parameter) => {
    const own = space.find(({ name }) => name === parameter.name);
    return own === undefined ? parameter : { ...parameter, distribution: own.distribution };
  });
}

/** The parameters of the training loop, the model and the searched settings, with their defaults. */
async function constraintsFor(spec: StudySpec, directory: string): Promise<ParameterConstraints> {
  const settings = spec.space.flatMap(({ name }) => {
    const constraint = studySetting(spec, name);
    return constraint === undefined ? [] : [[name, constraint] as const];
  });
  return {
    ...(await parameterConstraints(spec.model, directory)),
    ...Object.fromEntries(settings),
  };
}
