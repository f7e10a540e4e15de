import type { Parameter } from './search-space.ts';

/**
 * The order in which parameters are drawn: as written, but each after those that its `when` names. Names that are no
 * parameters, and a parameter's own, do not count. Parameters that wait for each other are left out.
 */
export function drawingOrder(parameters: readonly Parameter[]): Parameter[] {
  const ordered: Parameter[] = [];
  const waiting = [...parameters];
  for (;;) {
    const next = waiting.findIndex((parameter) => firstAwaited(parameter, waiting) === undefined);
    if (next < 0) return ordered;
    ordered.push(...waiting.splice(next, 1));
  }
}

/** Each group of parameters that wait for each other, as the names along the circle: a, b, a. */
export function circles(parameters: readonly Parameter[]): string[][] {
  const ordered = new Set(drawingOrder(parameters));
  const stuck = parameters.filter((parameter) => !ordered.has(parameter));
  const first = stuck[0];
  if (first === undefined) return [];
  const circle = circleFrom(first, stuck);
  return [circle, ...circles(stuck.filter(({ name }) => !circle.includes(name)))];
}

/** Each stuck parameter waits for another one, so that the walk comes back to a name it passed. */
function circleFrom(start: Parameter, stuck: readonly Parameter[]): string[] {
  const path: string[] = [];
  let current: Parameter | undefined = start;
  while (current !== undefined && !path.includes(current.name)) {
    path.push(current.name);
    current = firstAwaited(current, stuck);
  }
  const end = current?.name ?? '';
  return [...path.slice(path.indexOf(end)), end];
}

function firstAwaited(parameter: Parameter, among: readonly Parameter[]): Parameter | undefined {
  const names = Object.keys(parameter.when ?? {});
  return among.find(({ name }) => name !== parameter.name && names.includes(name));
}
