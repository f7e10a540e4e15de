import type { EnsembleMember, EnsembleReport } from '../../src/reports/ensemble-report.ts';
import type { NewEnsemble } from '../../src/store/store.ts';

const metrics = { loss: 2.5, mae: 1 / 3, r2: 0.1 + 0.2 };
const gain = { value: 0.1, low: -0.2, high: 0.3 };

export const exampleReport: EnsembleReport = {
  method: 'greedy',
  candidates: [1, 0],
  members: [],
  validation: metrics,
  test: metrics,
  crossValidated: metrics,
  bestSingle: { trial: 1, validation: metrics, test: metrics },
  bySize: [{ size: 1, validation: metrics, test: metrics }],
  temperature: null,
  calibration: null,
  interval: { level: 0.95, resamples: 2000, ensemble: { loss: gain, mae: gain }, fifthMember: null },
};

/** An ensemble of these trials, all alike unless weights are given. */
export function exampleEnsemble(
  name: string,
  trials: readonly number[],
  weights: readonly number[] = trials.map(() => 1 / trials.length),
): NewEnsemble {
  const members: EnsembleMember[] = trials.map((trial, at) => ({ trial, weight: weights[at] as number }));
  return { name, method: 'greedy', members, temperature: 1.25, report: { ...exampleReport, members } };
}
