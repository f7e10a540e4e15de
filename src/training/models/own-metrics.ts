import { type MetricInput, type OwnMetric, ownMeasure } from '../../metrics/own-metric.ts';
import type { Predictions } from '../../metrics/predictions.ts';
import { functionPlace } from '../../modules/function-place.ts';
import { thrownText, userPlace } from '../../modules/thrown-text.ts';
import type { Task } from '../../study/pipeline.ts';

/** A metric as a user's module exports it; a module is JavaScript, and `compute` may return anything. */
export interface ExportedMetric extends Pick<OwnMetric, 'name' | 'direction'> {
  readonly compute: (input: MetricInput) => unknown;
}

type Exported = ExportedMetric | readonly ExportedMetric[];

/** Labelled rows, as in a Split, on which metrics are tried. */
export interface MetricTrial {
  readonly task: Task;
  readonly predictions: Predictions;
  readonly y: Float32Array;
  readonly weight?: Float64Array | undefined;
}

/** Why one of a module's metrics cannot measure these rows; undefined when all can. */
export function metricFailure(
  exported: Readonly<Record<string, unknown>>,
  path: string,
  { task, predictions, y, weight }: MetricTrial,
): string | undefined {
  try {
    for (const metric of ownMetrics(exported.metric as Exported | undefined, path)) {
      ownMeasure(metric, task, predictions, y)(weight);
    }
    return undefined;
  } catch (error) {
    return thrownText(error);
  }
}

/**
 * The metrics of a module's export `metric`, whose description is valid. Each `compute` throws an Error of one line that
 * names the metric and its place in the module, such as "model.mjs:12", when it throws, is async, or returns no finite
 * number, and when the rows have weights that it does not read.
 */
export function ownMetrics(exported: Exported | undefined, path: string): OwnMetric[] {
  // A module may have a loss of its own and no metric.
  const list = exported === undefined ? [] : ([exported].flat() as ExportedMetric[]);
  return list.map((metric) => {
    const { name, direction } = metric;
    return { name, direction, compute: (input) => computed(metric, input, path) };
  });
}

function computed(metric: ExportedMetric, input: MetricInput, path: string): number {
  const { weights, ...rest } = input;
  let isWeighted = weights === undefined;
  const given = {
    ...rest,
    get weights() {
      isWeighted = true;
      return weights;
    },
  };
  const said = `metric '${metric.name}' of the module`;
  let value: unknown;
  try {
    value = metric.compute(given);
  } catch (error) {
    const place = userPlace(error) === undefined ? ` (${functionPlace(path, metric.compute)})` : '';
    throw new Error(`${said}: ${thrownText(error)}${place}`);
  }
  if (typeof value === 'number' && Number.isFinite(value) && isWeighted) return value;
  const place = functionPlace(path, metric.compute);
  if (value instanceof Promise) {
    // Nothing awaits it, and an unhandled rejection ends the process.
    value.catch(() => {});
    throw new Error(`${said} must return a number, and returns a promise: it cannot be async (${place})`);
  }
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    throw new Error(`${said} must return a finite number, and returns ${shownResult(value)} (${place})`);
  }
  throw new Error(`${said} must use \`weights\`, because the rows have weights (${place})`);
}

function shownResult(value: unknown): string {
  if (typeof value === 'number' || value === null || value === undefined) return String(value);
  return Array.isArray(value) ? 'a list' : `a value of the type ${typeof value}`;
}
