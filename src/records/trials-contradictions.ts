import type { Finding } from '../space-file/finding.ts';
import { largest } from '../study/limits.ts';
import type { StudySpec } from '../study/study-spec.ts';
import type { EpochRecord, Trial } from '../study/trial.ts';
import { configurationFaults } from './configuration-faults.ts';
import { trialContradictions } from './trial-contradictions.ts';

/** A trial with its learning curve. */
export type TrialWithHistory = Trial & { readonly history: readonly EpochRecord[] };

/** Limit of the option `trials`, so no study created here has more. */
export const mostTrials = largest('trials');
const mostEpochs = largest('epochs');

/**
 * Contradictions of a recorded study's trials, in themselves, with each other and with its space; paths begin at the
 * list.
 */
export function trialsContradictions(
  trials: readonly TrialWithHistory[],
  spec: Pick<StudySpec, 'space' | 'model' | 'search'>,
): Finding[] {
  const numbers = new Set(trials.map(({ trial }) => trial));
  return [
    ...takenNumbers(trials),
    ...trials.flatMap((trial, index) =>
      [
        ...trialContradictions(trial),
        ...parentFaults(trial, numbers),
        ...historyFaults(trial.history),
        ...configurationFaults(spec, trial).map((each) => ({ ...each, path: ['config', ...each.path] })),
      ].map((finding) => ({ ...finding, path: [index, ...finding.path] })),
    ),
  ];
}

function takenNumbers(trials: readonly Trial[]): Finding[] {
  const numbers = new Set<number>();
  const draws = new Set<number>();
  return trials.flatMap(({ trial, origin, draw = trial }, index) => {
    const isDrawn = origin === undefined;
    const isTaken = numbers.has(trial) || (isDrawn && draws.has(draw));
    numbers.add(trial);
    if (isDrawn) draws.add(draw);
    return isTaken
      ? [{ path: [index, 'trial'], constraint: 'must be a number of its own', value: trial }]
      : [];
  });
}

function parentFaults({ parent }: Trial, numbers: ReadonlySet<number>): Finding[] {
  if (parent === undefined || numbers.has(parent)) return [];
  return [{ path: ['parent'], constraint: 'must be a trial of the study', value: parent }];
}

function historyFaults(history: readonly EpochRecord[]): Finding[] {
  if (history.length > mostEpochs) {
    return [
      { path: ['history'], constraint: `must have at most ${mostEpochs} epochs`, value: history.length },
    ];
  }
  return history.flatMap(({ epoch }, index) => {
    const before = history[index - 1]?.epoch;
    if (before === undefined || epoch > before) return [];
    const constraint = `must be after the epoch before it (${before})`;
    return [{ path: ['history', index, 'epoch'], constraint, value: epoch }];
  });
}
