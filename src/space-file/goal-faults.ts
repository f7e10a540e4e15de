import { didYouMean } from '../faults/did-you-mean.ts';
import { baselineFault, rangeFault, readableWithoutData } from '../metrics/human-baseline.ts';
import { directionOf, isValidationMetric, validationMetrics } from '../metrics/validation-metric.ts';
import { partsOfScore } from '../study/human-score.ts';
import { type TaskName, taskNames } from '../study/task/task-name.ts';
import type { Path } from './document/space-document.ts';
import { type Finding, valueAt } from './finding.ts';
import { defaultMetric, ownMetricName, whereSchema } from './sections/goal-schema.ts';
import { humanBaselineSchema } from './sections/human-baseline-schema.ts';
import { isFunctionFile } from './space-schema.ts';

/** Their default targets are classes. */
const builtIn: readonly unknown[] = ['mnist', 'digits', 'iris', 'penguins'];

/** Faults of `objective`, `where` and the value to reach that the schema cannot express. */
export function goalFaults(content: unknown): Finding[] {
  const objectives = objectivesOf(content);
  const ofFunction = isFunctionFile(content);
  const ofModule = valueAt(content, ['model', 'module']) !== undefined;
  return [
    ...(ofFunction ? [] : objectives.flatMap(directionFaults)),
    ...(ofFunction || ofModule ? [] : objectives.flatMap(metricFaults)),
    ...repeatedFaults(objectives),
    ...whereFaults(content, ofFunction, ofModule),
    ...(ofFunction ? [] : untilFaults(content, objectives[0]?.metric)),
    ...(ofFunction ? [] : humanFaults(content, objectives[0]?.metric)),
  ];
}

interface WrittenObjective {
  readonly path: Path;
  readonly metric: unknown;
  readonly direction: unknown;
}

function objectivesOf(content: unknown): WrittenObjective[] {
  const written = valueAt(content, ['objective']);
  const paths: Path[] = Array.isArray(written)
    ? written.map((_, index) => ['objective', index])
    : [['objective']];
  return paths.map((path) => ({
    path,
    metric: valueAt(content, [...path, 'metric']) ?? defaultMetric,
    direction: valueAt(content, [...path, 'direction']),
  }));
}

function directionFaults({ path, metric, direction: value }: WrittenObjective): Finding[] {
  if (typeof metric !== 'string' || !isValidationMetric(metric)) return [];
  const direction = directionOf(metric);
  const isContrary = direction === 'minimize' ? value === 'maximize' : value === 'minimize';
  if (!isContrary) return [];
  const constraint = `must be ${direction} for ${metric}`;
  return [{ path: [...path, 'direction'], constraint, value, hint: 'it may be left out' }];
}

/** A name in the form of a module's own metric, where there is no module. */
function metricFaults({ path, metric }: WrittenObjective): Finding[] {
  if (typeof metric !== 'string' || !ownMetricName.test(metric) || isValidationMetric(metric)) return [];
  const constraint = `must be one of ${validationMetrics.join(', ')}`;
  const hint = didYouMean(metric, validationMetrics);
  return [{ path: [...path, 'metric'], constraint, value: metric, hint }];
}

function repeatedFaults(objectives: readonly WrittenObjective[]): Finding[] {
  return objectives.flatMap(({ path, metric }, index) => {
    const same = objectives.findIndex((other) => other.metric === metric);
    if (same === index) return [];
    const constraint = `must differ from that of objective.${same}`;
    return [{ path: [...path, 'metric'], constraint, value: metric }];
  });
}

function whereFaults(content: unknown, isOfFunction: boolean, isOfModule: boolean): Finding[] {
  const { data: where = {} } = whereSchema.safeParse(valueAt(content, ['where']));
  return Object.entries(where).flatMap(([name, { min, max }]): Finding[] => {
    const path = ['where', name];
    if (isOfFunction && name === 'parameters') {
      return [{ path, constraint: 'must be left out: the trials train no model' }];
    }
    const mayBeOwn = isOfFunction || (isOfModule && ownMetricName.test(name));
    if (!mayBeOwn && name !== 'parameters' && !isValidationMetric(name)) {
      const hint = didYouMean(name, ['parameters', ...validationMetrics]) ?? 'such as valAccuracy or valRmse';
      return [{ path, constraint: 'must be parameters or a validation metric', hint }];
    }
    if (min === undefined && max === undefined) return [{ path, constraint: 'must have a min or a max' }];
    if (min !== undefined && max !== undefined && min > max) {
      return [{ path: [...path, 'min'], constraint: `must be at most max (${max})`, value: min }];
    }
    return Object.entries({ min, max }).flatMap(([end, value]) => {
      if (value === undefined || !isValidationMetric(name) || isOfFunction) return [];
      const fault = rangeFault(name, value);
      return fault === undefined ? [] : [{ path: [...path, end], ...fault, value }];
    });
  });
}

/** A value to reach that the metric never has, such as an accuracy in percent. */
function untilFaults(content: unknown, metric: unknown): Finding[] {
  const path = ['search', 'budget', 'until'];
  const value = valueAt(content, path);
  if (typeof metric !== 'string' || !isValidationMetric(metric) || typeof value !== 'number') return [];
  const fault = rangeFault(metric, value);
  return fault === undefined ? [] : [{ path, ...fault, value }];
}

/** A value of people that its metric never has. Where only the data tell the metric, they decide later. */
function humanFaults(content: unknown, metric: unknown): Finding[] {
  const path = ['humanBaseline'];
  const value = valueAt(content, path);
  const { data: score } = humanBaselineSchema.safeParse(value);
  if (score === undefined || typeof metric !== 'string') return [];
  const readable = readableWithoutData({ metric }, taskOf(content));
  const fault = readable && baselineFault({ metric: readable, ...partsOfScore(score) });
  return fault === undefined ? [] : [{ path, ...fault, value }];
}

/** The declared task of one target, or that of data that come with hpsearch. */
function taskOf(content: unknown): TaskName | undefined {
  const own = (field: string) => valueAt(content, ['data', field]);
  const target = own('target');
  if (Array.isArray(target) && target.length > 1) return undefined;
  const task = own('task');
  if (task !== undefined) return taskNames.find((name) => name === task);
  const source = own('source') ?? valueAt(content, ['data']);
  const isOfClasses = target === undefined && builtIn.includes(source);
  return isOfClasses ? 'classification' : undefined;
}
