import { hidesCharacters } from '../../faults/visible-text.ts';
import type { Attributes, OptunaStudy, OptunaTrial } from '../../store/optuna/optuna-study.ts';
import { readPythonJson } from '../../store/optuna/python-json.ts';
import type { RecordedTrial } from '../../store/store.ts';
import type { Value } from '../../study/distribution.ts';
import { isBetter, type Objective } from '../../study/objective.ts';
import type { Configuration } from '../../study/search-space.ts';
import { backendNames } from '../../study/study-spec.ts';
import { type EpochRecord, type Failure, failureKinds, type Metrics, type Trial } from '../../study/trial.ts';
import { givenValue } from './distributions.ts';
import { enqueuedValues } from './enqueued-values.ts';
import { isRecord, readDistribution } from './read-distribution.ts';
import { markAttribute } from './to-optuna.ts';

/** One of Optuna's trials as ours. Numeric user attributes become metrics; other attributes are dropped. */
export function recordedTrial(trial: OptunaTrial, study: OptunaStudy, objective: Objective): RecordedTrial {
  const history = historyOf(trial, objective.metric);
  const attributes = readAttributes(trial.userAttributes);
  const isOurs = markAttribute in study.userAttributes;
  const own = isOurs ? ownFields(attributes) : {};
  const outcome = outcomeOf(trial, attributes, isOurs);
  const metrics = { ...metricsOf(attributes, isOurs), ...valueMetric(objective.metric, outcome.value) };
  return {
    trial: {
      trial: trial.number,
      ...outcome,
      config: configurationOf(trial),
      metrics: outcome.value === null ? {} : metrics,
      bestEpoch: bestStep(history, objective),
      epochs: history.at(-1)?.epoch ?? null,
      parameters: null,
      seconds: secondsOf(trial),
      backend: null,
      ...own,
      origin: 'imported',
    },
    history,
  };
}

/** A non-finite value is a failure, since it cannot be ranked. */
function outcomeOf(
  { state, value, intermediate }: OptunaTrial,
  attributes: ReadonlyMap<string, unknown>,
  isOurs: boolean,
): Pick<Trial, 'state' | 'value' | 'failure'> {
  if (state === 'WAITING' || state === 'RUNNING') return { state: 'waiting', value: null, failure: null };
  const recorded = isOurs ? failureOf(attributes.get('failure')) : undefined;
  const failed = (failure: Failure) =>
    ({ state: 'failed', value: null, failure: recorded ?? failure }) as const;
  if (state === 'FAIL') return failed({ kind: 'crash', message: 'failed in Optuna' });
  const last = intermediate.findLast((each) => Number.isFinite(each.value))?.value ?? null;
  const known = value ?? (state === 'PRUNED' ? last : null);
  if (known === null) return failed({ kind: 'rejected', message: `${state} without a value` });
  if (!Number.isFinite(known)) return failed({ kind: 'diverged', message: `its value is ${known}` });
  return { state: state === 'PRUNED' ? 'pruned' : 'complete', value: known, failure: null };
}

function failureOf(value: unknown): Failure | undefined {
  if (!isRecord(value) || typeof value.message !== 'string') return undefined;
  const kind = failureKinds.find((each) => each === value.kind);
  return kind && { kind, message: value.message };
}

/** The enqueued values of a waiting trial are in a system attribute. */
function configurationOf(trial: OptunaTrial): Configuration {
  const { state, parameters } = trial;
  const enqueued = enqueuedValues(trial);
  if (state === 'WAITING' && enqueued.size > 0) return Object.fromEntries(enqueued);
  return Object.fromEntries(
    parameters.flatMap(({ name, value, distribution }): [string, Value][] => {
      const constraint = readDistribution(distribution);
      const meant = constraint && givenValue(constraint, value);
      return meant === undefined ? [] : [[name, meant]];
    }),
  );
}

function historyOf({ intermediate }: OptunaTrial, metric: string): EpochRecord[] {
  return intermediate
    .filter(({ value }) => Number.isFinite(value))
    .map(({ step, value }) => ({ epoch: step, metrics: { [metric]: value } }));
}

function bestStep(history: readonly EpochRecord[], { metric, direction }: Objective): number | null {
  let best: EpochRecord | undefined;
  for (const each of history) {
    const [value, record] = [each.metrics[metric] ?? 0, best?.metrics[metric]];
    if (record === undefined || isBetter(direction, value, record)) best = each;
  }
  return best?.epoch ?? null;
}

function readAttributes(attributes: Attributes): Map<string, unknown> {
  return new Map(Object.entries(attributes).map(([name, json]) => [name, readPythonJson(json)]));
}

const ownNumbers = ['bestEpoch', 'epochs', 'parameters', 'seconds'] as const;

function metricsOf(attributes: ReadonlyMap<string, unknown>, isOurs: boolean): Metrics {
  const isOwn = (name: string) => isOurs && !name.startsWith('metric.');
  return Object.fromEntries(
    [...attributes].flatMap(([name, value]) =>
      typeof value === 'number' && Number.isFinite(value) && !isOwn(name) && !hidesCharacters(name)
        ? [[name.replace(/^metric\./, ''), value]]
        : [],
    ),
  );
}

function valueMetric(metric: string, value: number | null): Metrics {
  return value === null ? {} : { [metric]: value };
}

function isPossible(name: (typeof ownNumbers)[number], value: number): boolean {
  return name === 'seconds' ? Number.isFinite(value) : Number.isSafeInteger(value);
}

/** Fields that an export of ours has stored as attributes. */
function ownFields(attributes: ReadonlyMap<string, unknown>): Partial<Trial> {
  const numbers = ownNumbers.map((name) => {
    const value = attributes.get(name);
    // Attributes in Optuna can be edited to hold any value.
    return [name, typeof value === 'number' && value >= 0 && isPossible(name, value) ? value : null];
  });
  const backend = backendNames.find((name) => name === attributes.get('backend')) ?? null;
  return { ...Object.fromEntries(numbers), backend };
}

function secondsOf({ start, complete }: OptunaTrial): number | null {
  if (start === null || complete === null) return null;
  const seconds = (millisecondsOf(complete) - millisecondsOf(start)) / 1000;
  // Clocks are sometimes set back.
  return seconds >= 0 ? seconds : null;
}

/** JavaScript parses only three of the six decimal places. */
function millisecondsOf(time: string): number {
  return Date.parse(`${time.replace(' ', 'T').slice(0, 23)}Z`);
}
