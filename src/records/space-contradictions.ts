import { conditionFaults } from '../space-file/condition-faults.ts';
import { distributionFaults } from '../space-file/distribution-faults.ts';
import type { Finding } from '../space-file/finding.ts';
import type { SearchSpace } from '../study/search-space.ts';

/** The faults of a recorded space, each part of which obeys the schema, by the constraints of a space file. */
export function spaceContradictions(space: SearchSpace): Finding[] {
  const names = space.map(({ name }) => name);
  const places = new Map(names.map((name, index) => [name, index]));
  const place = (name: PropertyKey) => places.get(String(name)) ?? 0;
  const ofDistributions = space.flatMap(({ distribution }, index) =>
    distributionFaults(distribution, [index, 'distribution']),
  );
  const ofConditions = conditionFaults(space, names).map(({ path: [, name = '', ...rest], ...finding }) => ({
    ...finding,
    path: [place(name), ...rest],
  }));
  return [...nameFaults(names), ...ofDistributions, ...ofConditions, ...orderFaults(space, place)];
}

function nameFaults(names: readonly string[]): Finding[] {
  const seen = new Set<string>();
  return names.flatMap((name, index) => {
    const isRepeated = seen.has(name);
    seen.add(name);
    const path = [index, 'name'];
    if (isRepeated) return [{ path, constraint: 'must be a name of its own', value: name }];
    return name === '__proto__' ? [{ path, constraint: 'must be another name', value: name }] : [];
  });
}

/** Values are drawn in order, so a condition may name only earlier parameters. */
function orderFaults(space: SearchSpace, place: (name: string) => number): Finding[] {
  return space.flatMap(({ when }, index) =>
    Object.keys(when ?? {})
      .filter((name) => place(name) > index)
      .map((name) => ({
        path: [index, 'when', name],
        constraint: 'must name a parameter that stands before this one',
      })),
  );
}
