import type { Parameter } from './search-space.ts';

/**
 * The order in which parameters are drawn: as written, but each after those that its `when` names. A parameter's own
 * name and unknown names in `when` are ignored. Parameters in a cycle are left out.
 */
export function drawingOrder(parameters: readonly Parameter[]): Parameter[] {
  const distinct = [...new Map(parameters.map((parameter) => [parameter.name, parameter])).values()];
  const indices = new Map(distinct.map(({ name }, index) => [name, index]));
  const dependents = distinct.map((): number[] => []);
  const missing = distinct.map((parameter, index) => {
    const awaited = awaitedNames(parameter).flatMap((name) => indices.get(name) ?? []);
    for (const other of awaited) dependents[other]?.push(index);
    return awaited.length;
  });
  const ready = new LeastFirst();
  for (const [index, count] of missing.entries()) if (count === 0) ready.add(index);
  const ordered: Parameter[] = [];
  for (let next = ready.take(); next !== undefined; next = ready.take()) {
    ordered.push(distinct[next] as Parameter);
    for (const index of dependents[next] ?? []) {
      const left = (missing[index] ?? 0) - 1;
      missing[index] = left;
      if (left === 0) ready.add(index);
    }
  }
  return ordered;
}

/** Rounds of the search for cycles: there may be more behind those found first. */
const mostRounds = 20;

/** Cyclic groups of parameters, each as the names along the cycle: a, b, a. */
export function circles(parameters: readonly Parameter[]): string[][] {
  const found: string[][] = [];
  let left = parameters;
  for (let round = 0; round < mostRounds; round++) {
    const ordered = new Set(drawingOrder(left));
    const stuck = left.filter((parameter) => !ordered.has(parameter));
    if (stuck.length === 0) break;
    const circular = circlesAmong(stuck);
    found.push(...circular);
    const passed = new Set(circular.flat());
    left = stuck.filter(({ name }) => !passed.has(name));
  }
  return found;
}

/**
 * Each stuck parameter depends on another one, so a walk returns to a name that it passed, or joins an earlier walk.
 */
function circlesAmong(stuck: readonly Parameter[]): string[][] {
  const byName = new Map(stuck.map((parameter) => [parameter.name, parameter]));
  const walkOf = new Map<string, number>();
  const found: string[][] = [];
  for (const [walk, start] of stuck.entries()) {
    const path: string[] = [];
    let current: Parameter | undefined = start;
    while (current !== undefined && !walkOf.has(current.name)) {
      walkOf.set(current.name, walk);
      path.push(current.name);
      const next: string | undefined = awaitedNames(current).find((name) => byName.has(name));
      current = next === undefined ? undefined : byName.get(next);
    }
    if (current === undefined || walkOf.get(current.name) !== walk) continue;
    found.push([...path.slice(path.indexOf(current.name)), current.name]);
  }
  return found;
}

function awaitedNames({ name, when = {} }: Parameter): string[] {
  return Object.keys(when).filter((other) => other !== name);
}

/** A binary min-heap of numbers. */
class LeastFirst {
  readonly #heap: number[] = [];

  add(value: number): void {
    const heap = this.#heap;
    let place = heap.push(value) - 1;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if ((heap[parent] as number) <= value) break;
      heap[place] = heap[parent] as number;
      place = parent;
    }
    heap[place] = value;
  }

  take(): number | undefined {
    const heap = this.#heap;
    const least = heap[0];
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return least;
    let place = 0;
    for (;;) {
      const left = 2 * place + 1;
      if (left >= heap.length) break;
      const right = left + 1;
      const child = right < heap.length && (heap[right] as number) < (heap[left] as number) ? right : left;
      if ((heap[child] as number) >= last) break;
      heap[place] = heap[child] as number;
      place = child;
    }
    heap[place] = last;
    return least;
  }
}
