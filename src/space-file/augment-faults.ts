import { imageParameters } from '../study/augment-parameters.ts';
import { dataKind } from './data/data-kind.ts';
import type { Finding } from './finding.ts';
import { isFunctionFile } from './space-schema.ts';

/** Faults of the parameters that change training rows: functions have none, and tables have no pictures. */
export function augmentFaults(content: unknown, names: readonly string[]): Finding[] {
  const written = names.filter((name) => name.startsWith('augment.'));
  const at = (name: string) => ['space', name];
  if (isFunctionFile(content)) {
    const constraint =
      'must be left out: the trials call a function, and there are no training rows to change';
    return written.map((name) => ({ path: at(name), constraint }));
  }
  if (dataKind(content) !== 'table') return [];
  const constraint = 'must go with images, and the data are a table';
  return written
    .filter((name) => imageParameters.includes(name))
    .map((name) => ({ path: at(name), constraint }));
}
