import type { Finding } from '../space-file/finding.ts';
import type { EnsembleRecord } from './ensemble-record.ts';

/** The sum of a thousand shares deviates from one by less than this. */
const sumTolerance = 1e-6;

/** Contradictions in ensembles of trials whose weights are `kept`; paths begin at the list. */
export function ensemblesContradictions(
  ensembles: readonly EnsembleRecord[],
  kept: ReadonlySet<number>,
): Finding[] {
  const names = new Set<string>();
  return ensembles.flatMap((ensemble, index) => {
    const isTaken = names.has(ensemble.name);
    names.add(ensemble.name);
    const constraint = 'must be a name of its own';
    return [
      ...(isTaken ? [{ path: [index, 'name'], constraint, value: ensemble.name }] : []),
      ...memberFaults(ensemble, kept).map((finding) => ({ ...finding, path: [index, ...finding.path] })),
    ];
  });
}

function memberFaults({ members }: EnsembleRecord, kept: ReadonlySet<number>): Finding[] {
  const seen = new Set<number>();
  const ofMembers = members.flatMap(({ trial }, index) => {
    const isTaken = seen.has(trial);
    seen.add(trial);
    const path = ['members', index, 'trial'];
    if (isTaken) return [{ path, constraint: 'must be a member once', value: trial }];
    return kept.has(trial)
      ? []
      : [{ path, constraint: 'must be a trial whose weights are there', value: trial }];
  });
  const sum = members.reduce((total, { weight }) => total + weight, 0);
  if (Math.abs(sum - 1) <= sumTolerance) return ofMembers;
  return [
    ...ofMembers,
    { path: ['members'], constraint: `must have weights that add up to 1, and not to ${sum}` },
  ];
}
