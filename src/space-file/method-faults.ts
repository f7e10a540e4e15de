import { didYouMean } from '../faults/did-you-mean.ts';
import { brokenConstraint } from '../study/parameter-constraint.ts';
import type { KnownMethods, SettingConstraints } from '../study/search/method-spec.ts';
import type { Path } from './document/space-document.ts';
import { type Finding, valueAt } from './finding.ts';

/** Faults of `search.<field>`, which names one of the known methods, alone or as the type of an object with settings. */
export function methodFaults(content: unknown, field: string, known: KnownMethods | undefined): Finding[] {
  const path = ['search', field];
  const value = valueAt(content, path);
  const isNamed = typeof value === 'string';
  const name = isNamed ? value : valueAt(value, ['type']);
  if (known === undefined || typeof name !== 'string' || name === '') return [];
  if (!Object.hasOwn(known, name)) {
    const names = Object.keys(known);
    const place = isNamed ? path : [...path, 'type'];
    const constraint = `must be one of ${names.join(', ')}`;
    return [{ path: place, constraint, value: name, hint: didYouMean(name, names) }];
  }
  if (isNamed) return [];
  return settingFaults(value as object, path, known[name] ?? {});
}

function settingFaults(method: object, path: Path, constraints: SettingConstraints): Finding[] {
  const known = Object.keys(constraints);
  const listed = known.length === 0 ? 'it has none' : `known: ${known.join(', ')}`;
  return Object.entries(method).flatMap(([name, value]): Finding[] => {
    const place = [...path, name];
    if (name === 'type') return [];
    const constraint = Object.hasOwn(constraints, name) ? constraints[name] : undefined;
    if (constraint === undefined) {
      const broken = `is not a setting of ${valueAt(method, ['type'])}`;
      return [{ path: place, constraint: broken, hint: didYouMean(name, known) ?? listed }];
    }
    // The schema refuses what is no number.
    const broken = typeof value === 'number' ? brokenConstraint(constraint, value) : undefined;
    return broken === undefined ? [] : [{ path: place, constraint: broken, value }];
  });
}
