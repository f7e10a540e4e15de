import type { Parameter } from './search-space.ts';

/**
 * The order in which parameters are drawn: as written, but each after those that its `when` names. Names that are no
 * parameters, and a parameter's own, do not count. Parameters that wait for each other are left out.
 */
export function drawingOrder(parameters: readonly Parameter[]): Parameter[] {
  const waiting = byName(parameters);
  const ordered: Parameter[] = [];
  for (;;) {
    const next = [...waiting.values()].find((parameter) => firstAwaited(parameter, waiting) === undefined);
    if (next === undefined) return ordered;
    waiting.delete(next.name);
    ordered.push(next);
  }
}

/** Each group of parameters that wait for each other, as the names along the circle: a, b, a. */
export function circles(parameters: readonly Parameter[]): string[][] {
  const ordered = new Set(drawingOrder(parameters));
  const stuck = parameters.filter((parameter) => !ordered.has(parameter));
  const first = stuck[0];
  if (first === undefined) return [];
  const circle = circleFrom(first, byName(stuck));
  return [circle, ...circles(stuck.filter(({ name }) => !circle.includes(name)))];
}

/** Each stuck parameter waits for another one, so that the walk comes back to a name it passed. */
function circleFrom(start: Parameter, stuck: ReadonlyMap<string, Parameter>): string[] {
  const path: string[] = [];
  let current: Parameter | undefined = start;
  while (current !== undefined && !path.includes(current.name)) {
    path.push(current.name);
    current = firstAwaited(current, stuck);
  }
  const end = current?.name ?? '';
  return [...path.slice(path.indexOf(end)), end];
}

function byName(parameters: readonly Parameter[]): Map<string, Parameter> {
  return new Map(parameters.map((parameter) => [parameter.name, parameter]));
}

function firstAwaited(parameter: Parameter, among: ReadonlyMap<string, Parameter>): Parameter | undefined {
  const name = Object.keys(parameter.when ?? {}).find((key) => key !== parameter.name && among.has(key));
  return name === undefined ? undefined : among.get(name);
}
