import { hidesCharacters } from '../faults/visible-text.ts';
import type { Finding } from '../space-file/finding.ts';
import { brokenBounds } from '../study/search/where.ts';
import type { StudySpec } from '../study/study-spec.ts';
import type { Metrics } from '../study/trial.ts';
import type { TrialWithHistory } from './trials-contradictions.ts';

/** The ways a trial's outcome contradicts its history and the study's objective; paths begin at the trial. */
export function outcomeContradictions(
  trial: TrialWithHistory,
  spec: Pick<StudySpec, 'model' | 'objective' | 'where'>,
): Finding[] {
  const { metric } = spec.objective;
  const names = [
    ...nameFaults(trial.metrics, ['metrics']),
    ...trial.history.flatMap(({ metrics }, index) => nameFaults(metrics, ['history', index, 'metrics'])),
  ];
  const hasEnded = trial.state === 'complete' || trial.state === 'pruned';
  if (!hasEnded || names.length > 0) return names;
  // A table of another tool may report epochs in any way.
  const ofEpochs = trial.origin === 'imported' ? [] : epochFaults(trial, spec);
  return [
    ...valueFaults(trial, metric),
    ...feasibilityFaults(trial, spec),
    ...historyFaults(trial, metric),
    ...ofEpochs,
  ];
}

function nameFaults(metrics: Metrics, path: Finding['path']): Finding[] {
  return Object.keys(metrics)
    .filter((name) => name.trim() === '' || hidesCharacters(name))
    .map((name) => ({
      path,
      constraint: 'must have names of characters that can be seen, on one line',
      value: name,
    }));
}

function valueFaults({ value, metrics }: TrialWithHistory, metric: string): Finding[] {
  const recorded = Object.hasOwn(metrics, metric) ? metrics[metric] : undefined;
  if (recorded === undefined)
    return [{ path: ['metrics'], constraint: `must have ${metric}, the objective` }];
  if (recorded === value) return [];
  return [{ path: ['value'], constraint: `must be the ${metric} of its metrics (${recorded})`, value }];
}

function feasibilityFaults(trial: TrialWithHistory, { where }: Pick<StudySpec, 'where'>): Finding[] {
  const isInfeasible = trial.state === 'complete' && brokenBounds(where, trial).length > 0;
  if (isInfeasible === (trial.infeasible ?? false)) return [];
  const constraint = `must be ${isInfeasible ? 'true' : 'left out'}, as the constraints of the space and its metrics say`;
  return [{ path: ['infeasible'], constraint, value: trial.infeasible }];
}

function historyFaults({ history }: TrialWithHistory, metric: string): Finding[] {
  return history.flatMap(({ metrics }, index) =>
    Object.hasOwn(metrics, metric)
      ? []
      : [{ path: ['history', index, 'metrics'], constraint: `must have ${metric}, the objective` }],
  );
}

function epochFaults(trial: TrialWithHistory, { model }: Pick<StudySpec, 'model'>): Finding[] {
  const { bestEpoch, epochs, history, metrics } = trial;
  const last = history.at(-1)?.epoch ?? 0;
  const faults: Finding[] = [];
  if (epochs !== last) {
    faults.push({ path: ['epochs'], constraint: `must be the last of its history (${last})`, value: epochs });
  }
  if (bestEpoch === null) return faults;
  const best = history.find(({ epoch }) => epoch === bestEpoch);
  if (best === undefined) {
    return [
      ...faults,
      { path: ['bestEpoch'], constraint: 'must be an epoch of its history', value: bestEpoch },
    ];
  }
  // A function may return other numbers than it reported; a cross-validated trial has those of all models together.
  const isOfEpoch = (model.kind === 'family' || model.kind === 'module') && best.folds === undefined;
  const other = Object.entries(best.metrics).filter(
    ([name, value]) => isOfEpoch && Object.hasOwn(metrics, name) && metrics[name] !== value,
  );
  return [
    ...faults,
    ...other.map(([name, value]) => ({
      path: ['metrics', name],
      constraint: `must be that of its best epoch, ${bestEpoch} (${value})`,
      value: metrics[name],
    })),
  ];
}
