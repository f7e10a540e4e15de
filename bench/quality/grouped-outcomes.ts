import type { Outcome } from './results.ts';

/** The outcomes on one table by their method. */
export type ByMethod = ReadonlyMap<string, readonly Outcome[]>;
export type ByTable = ReadonlyMap<string, ByMethod>;

export function groupOutcomes(outcomes: readonly Outcome[]): ByTable {
  const tables = grouped(outcomes, ({ table }) => table);
  return new Map([...tables].map(([name, own]) => [name, grouped(own, ({ method }) => method)]));
}

export function grouped(
  outcomes: readonly Outcome[],
  nameOf: (outcome: Outcome) => string,
): Map<string, Outcome[]> {
  const groups = new Map<string, Outcome[]>();
  for (const outcome of outcomes) {
    const name = nameOf(outcome);
    groups.set(name, [...(groups.get(name) ?? []), outcome]);
  }
  return groups;
}

export function markdownTable([head = [], ...rows]: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
