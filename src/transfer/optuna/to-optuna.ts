import type { OptunaState, OptunaStudy, OptunaTrial } from '../../store/optuna/optuna-study.ts';
import type { Parameter } from '../../study/search-space.ts';
import type { StudySpec } from '../../study/study-spec.ts';
import type { EpochRecord, Trial, TrialState } from '../../study/trial.ts';
import { type Exported, historyOf } from '../transfer.ts';
import { containing, type OptunaDistribution, storedValue, toOptuna } from './distributions.ts';

const states: Readonly<Record<TrialState, OptunaState>> = {
  waiting: 'WAITING',
  running: 'RUNNING',
  complete: 'COMPLETE',
  pruned: 'PRUNED',
  failed: 'FAIL',
};

/** Marks a study of ours, so that an import restores the fields that Optuna lacks. */
export const markAttribute = 'hpsearch';

/** The study in Optuna's terms, as described in docs/transfer.md. */
export async function toOptunaStudy(exported: Exported): Promise<OptunaStudy> {
  const { spec, name } = exported.study;
  const distributions = distributionsOf(exported);
  const trials: OptunaTrial[] = [];
  let atMs = Date.parse(exported.study.createdAt);
  for (const trial of exported.trials) {
    const startMs = atMs;
    atMs += Math.round(1000 * (trial.seconds ?? 0));
    const history = await historyOf(exported, trial);
    trials.push({
      number: trial.trial,
      state: states[trial.state],
      start: trial.state === 'waiting' ? null : utc(startMs),
      complete: trial.state === 'waiting' || trial.state === 'running' ? null : utc(atMs),
      value: trial.value,
      ...parametersOf(trial, distributions),
      intermediate: stepsOf(history, spec.objective.metric),
      userAttributes: jsonOf(trialAttributes(trial)),
    });
  }
  return {
    name,
    direction: spec.objective.direction === 'minimize' ? 'MINIMIZE' : 'MAXIMIZE',
    userAttributes: jsonOf(studyAttributes(exported)),
    systemAttributes: jsonOf({ 'study:metric_names': [spec.objective.metric] }),
    trials,
  };
}

function distributionsOf({ study, trials }: Exported): Map<string, OptunaDistribution> {
  return new Map(
    study.spec.space.map(({ name, distribution }) => {
      const observed = trials.flatMap(({ config }) => config[name] ?? []);
      return [name, toOptuna(distribution, observed)];
    }),
  );
}

/**
 * A waiting trial has no parameters yet: Optuna keeps its enqueued values in an attribute, and the next worker runs it.
 */
function parametersOf(
  { state, config }: Trial,
  distributions: ReadonlyMap<string, OptunaDistribution>,
): Pick<OptunaTrial, 'parameters' | 'systemAttributes'> {
  if (state === 'waiting') return { parameters: [], systemAttributes: jsonOf({ fixed_params: config }) };
  const parameters = Object.entries(config).flatMap(([name, value]) => {
    const ofSpace = distributions.get(name);
    if (ofSpace === undefined) return [];
    const distribution = containing(ofSpace, value);
    const text = JSON.stringify(distribution);
    return [{ name, value: storedValue(distribution, value), distribution: text }];
  });
  return { parameters, systemAttributes: {} };
}

function stepsOf(history: readonly EpochRecord[], metric: string) {
  return history.flatMap(({ epoch, metrics }) => {
    const value = metrics[metric];
    return value === undefined ? [] : [{ step: epoch, value }];
  });
}

function trialAttributes(trial: Trial): Record<string, unknown> {
  const { metrics, bestEpoch, epochs, parameters, seconds, backend, failure, origin, parent } = trial;
  const named = Object.entries(metrics).map(([name, value]) => [`metric.${name}`, value]);
  return {
    ...Object.fromEntries(named),
    ...known({ bestEpoch, epochs, parameters, seconds, backend, failure, origin, parent }),
  };
}

/** Without null and undefined values. */
function known(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value != null));
}

function studyAttributes({ study }: Exported): Record<string, unknown> {
  const { spec, backend, versions, dataFingerprint, createdAt } = study;
  return {
    [markAttribute]: { versions, backend, dataFingerprint, createdAt },
    seed: spec.search.seed,
    ...specAttributes(spec),
    ...known({ 'not in Optuna': approximations(spec.space) }),
  };
}

function specAttributes({ name: _, ...spec }: StudySpec): Record<string, unknown> {
  return { ...spec };
}

/** Descriptions of the parts of the space that Optuna cannot express; undefined when there are none. */
function approximations(space: readonly Parameter[]): Record<string, string> | undefined {
  const told = space.flatMap(({ name, distribution }): [string, string][] => {
    switch (distribution.type) {
      case 'normal':
      case 'logNormal': {
        const { type, mean, std } = distribution;
        return [[name, `drawn from ${type}, mean ${mean}, std ${std}: its range stands in for it`]];
      }
      case 'choice':
        return distribution.weights === undefined
          ? []
          : [[name, `drawn with the weights ${distribution.weights.join(', ')}`]];
      default:
        return [];
    }
  });
  return told.length === 0 ? undefined : Object.fromEntries(told);
}

function jsonOf(attributes: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, JSON.stringify(value)]));
}

/** Python's dates end with the year 9999. */
const lastMillisecond = Date.parse('9999-12-31T23:59:59.999Z');

/** Optuna's form of a time: UTC, to the microsecond. */
function utc(milliseconds: number): string {
  return `${new Date(Math.min(milliseconds, lastMillisecond)).toISOString().replace('T', ' ').slice(0, -1)}000`;
}
