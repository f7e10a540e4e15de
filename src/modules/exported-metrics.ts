/** A metric that a module exports, without its function. */
export interface MetricDescription {
  readonly name: string;
  readonly direction: 'minimize' | 'maximize';
}

/** A part of an export that breaks a constraint. */
interface MetricFault {
  readonly field: string;
  readonly constraint: string;
  readonly value: unknown;
}

export const metricConstraint =
  "must be an object such as { name: 'costs', direction: 'minimize', compute({ predictions, targets }) { … } }, or an array of them";

const wordPattern = /^[a-z][A-Za-z0-9]*$/;

/** Plain copies of the metrics in a module's export `metric`; undefined for any other value. */
export function exportedMetrics(metric: unknown): MetricDescription[] | undefined {
  if (metricFault(metric) !== undefined) return undefined;
  return [metric].flat().map((each) => {
    const { name, direction } = each as MetricDescription;
    return { name, direction };
  });
}

/** The fault of a module's export `metric`. */
export function metricFault(metric: unknown): MetricFault | undefined {
  const list = [metric].flat();
  if (list.length === 0) return { field: 'metric', constraint: metricConstraint, value: [] };
  const names = new Set<unknown>();
  for (const [index, each] of list.entries()) {
    const field = Array.isArray(metric) ? `metric.${index}` : 'metric';
    if (typeof each !== 'object' || each === null) {
      return { field, constraint: metricConstraint, value: typeof each };
    }
    const { name, direction, compute } = each as Record<string, unknown>;
    if (typeof name !== 'string' || !wordPattern.test(name)) {
      const constraint = 'must be a word of letters and digits that begins with a small letter';
      return { field: `${field}.name`, constraint, value: name };
    }
    if (names.has(name)) return { field: `${field}.name`, constraint: 'must be used once', value: name };
    names.add(name);
    if (direction !== 'minimize' && direction !== 'maximize') {
      return { field: `${field}.direction`, constraint: 'must be minimize or maximize', value: direction };
    }
    if (typeof compute !== 'function') {
      const constraint = 'must be a function ({ predictions, targets, weights, task }) => number';
      return { field: `${field}.compute`, constraint, value: compute };
    }
  }
  return undefined;
}
