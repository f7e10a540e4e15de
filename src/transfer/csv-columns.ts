import type { FaultList } from '../data/fault-list.ts';
import { didYouMean } from '../faults/did-you-mean.ts';
import { hidesCharacters } from '../faults/visible-text.ts';
import type { SearchSpace } from '../study/search-space.ts';

/** The content of a column in a table of trials. */
export type ColumnRole =
  | { readonly kind: 'value' | 'state' | 'failureKind' | 'failureMessage' | 'ignored' }
  | { readonly kind: 'count'; readonly field: 'epochs' | 'bestEpoch' | 'parameters' | 'seconds' }
  | { readonly kind: 'parameter' | 'metric'; readonly name: string };

const roles: ReadonlyMap<string, ColumnRole> = new Map([
  ['value', { kind: 'value' }],
  ['state', { kind: 'state' }],
  ['failure.kind', { kind: 'failureKind' }],
  ['failure.message', { kind: 'failureMessage' }],
  ...(['epochs', 'bestEpoch', 'parameters', 'seconds'] as const).map((field): [string, ColumnRole] => [
    field,
    { kind: 'count', field },
  ]),
  // These describe the table's original study.
  ...['trial', 'backend', 'origin', 'parent'].map((name): [string, ColumnRole] => [
    name,
    { kind: 'ignored' },
  ]),
]);

/** The role of each column, in the header's order. Unknown and repeated names, and a missing `value`, are faults. */
export function columnRoles(header: readonly string[], space: SearchSpace, faults: FaultList): ColumnRole[] {
  const names = header.map((name) => name.trim());
  const found = names.map((name, index) => {
    const role = roleOf(name, space);
    const field = `column ${index + 1}`;
    const place = { field, line: 1, column: index + 1, value: name };
    if (role === undefined) {
      const known = [...space.map((parameter) => parameter.name), 'value', 'state', 'seconds', 'metric.…'];
      const hint = didYouMean(name, known) ?? `known: ${known.join(', ')}`;
      faults.add({ ...place, constraint: 'must be a parameter of the space, or value, state, …', hint });
    }
    return role ?? { kind: 'ignored' as const };
  });
  const keys = found.map((role) => (role.kind === 'ignored' ? undefined : JSON.stringify(role)));
  for (const [index, key] of keys.entries()) {
    if (key === undefined || keys.indexOf(key) === index) continue;
    const place = { field: `column ${index + 1}`, line: 1, column: index + 1 };
    faults.add({ ...place, constraint: 'must be there once', value: names[index] });
  }
  if (!found.some(({ kind }) => kind === 'value')) {
    faults.add({
      field: 'value',
      line: 1,
      constraint: "must be a column: the trials' results in the study's metric",
    });
  }
  return found;
}

/** A parameter with the name of another column is available as config.<name> only. */
export function roleOf(name: string, space: SearchSpace): ColumnRole | undefined {
  const isParameter = (wanted: string) => space.some((parameter) => parameter.name === wanted);
  const known = roles.get(name);
  if (known !== undefined) return known;
  if (isParameter(name)) return { kind: 'parameter', name };
  const [, prefix, rest = ''] = /^(config|metric)\.(.+)$/s.exec(name) ?? [];
  if (prefix === 'metric' && rest.trim() !== '' && !hidesCharacters(rest))
    return { kind: 'metric', name: rest };
  return prefix === 'config' && isParameter(rest) ? { kind: 'parameter', name: rest } : undefined;
}
