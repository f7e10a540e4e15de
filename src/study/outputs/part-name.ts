/** "mae.price" as the metric and the part of the task that it is of; no part where the name has none. */
export function dividedMetric(name: string): { readonly metric: string; readonly part?: string } {
  const dot = name.indexOf('.');
  if (dot === -1) return { metric: name };
  return { metric: name.slice(0, dot), part: name.slice(dot + 1) };
}

/** "mae" of the part "price" as "mae.price". */
export function metricOfPart(metric: string, part: string): string {
  return `${metric}.${part}`;
}
