import { brokenStoredName } from '../../records/ensemble-name.ts';
import type { Finding } from '../../space-file/finding.ts';
import type { StudyDocument } from './study-document-schema.ts';

/** The faults of an ensemble's name and of its report's metrics; paths begin at the list. */
export function ensembleFaults(
  { name, report }: StudyDocument['ensembles'][number],
  index: number,
): Finding[] {
  const constraint = brokenStoredName(name);
  const { validation, test, bestSingle } = report;
  const measured = [
    { path: ['validation'], metrics: validation },
    { path: ['test'], metrics: test },
    { path: ['bestSingle', 'validation'], metrics: bestSingle.validation },
    { path: ['bestSingle', 'test'], metrics: bestSingle.test },
  ];
  return [
    ...(constraint === undefined ? [] : [{ path: [index, 'name'], constraint, value: name }]),
    ...measured
      .filter(({ metrics }) => metrics !== null && !Object.hasOwn(metrics, 'loss'))
      .map(({ path }) => ({ path: [index, 'report', ...path], constraint: 'must have a loss' })),
  ];
}
