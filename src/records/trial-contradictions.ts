import type { Finding } from '../space-file/finding.ts';
import type { Trial } from '../study/trial.ts';

/** Faults of one trial that no schema expresses: fields that contradict each other. */
export function trialContradictions(trial: Trial): Finding[] {
  const { state, value, failure, origin, parent, draw } = trial;
  const hasValue = state === 'complete' || state === 'pruned';
  const hasFailed = state === 'failed';
  const comesFromTrial = origin === 'continued' || origin === 'rerun';
  // Most trials, of which there may be a million, need no list.
  const isPlain = parent === undefined && origin === undefined;
  if (isPlain && hasValue === (value !== null) && hasFailed === (failure !== null)) return [];
  const constraints: (Finding & { readonly holds: boolean })[] = [
    {
      holds: hasValue === (value !== null),
      path: ['value'],
      constraint: `must be ${hasValue ? 'a number' : 'null'} where the state is ${state}`,
      value,
    },
    {
      holds: hasFailed === (failure !== null),
      path: ['failure'],
      constraint: 'must be there when the state is failed, and only then',
      value: failure,
    },
    {
      holds: parent === undefined || parent < trial.trial,
      path: ['parent'],
      constraint: `must be the number of an earlier trial than ${trial.trial}`,
      value: parent,
    },
    {
      holds: !comesFromTrial || parent !== undefined,
      path: ['parent'],
      constraint: `must be given where the origin is ${origin}`,
    },
    {
      holds: draw === undefined || origin === undefined,
      path: ['draw'],
      constraint: `must be left out where the origin is ${origin}`,
      value: draw,
    },
  ];
  return constraints.filter(({ holds }) => !holds).map(({ holds: _, ...finding }) => finding);
}
