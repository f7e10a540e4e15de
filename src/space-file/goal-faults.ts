import { didYouMean } from '../faults/did-you-mean.ts';
import { rangeFault } from '../metrics/human-baseline.ts';
import { directionOf, isValidationMetric, validationMetrics } from '../metrics/validation-metric.ts';
import type { Path } from './document/space-document.ts';
import { type Finding, valueAt } from './finding.ts';
import { defaultMetric, ownMetricName, whereSchema } from './sections/goal-schema.ts';
import { isFunctionFile } from './space-schema.ts';

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
