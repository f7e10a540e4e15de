import { formatNumber, formatUncertain, formatValue } from '../../metrics/number-format.ts';
import { stateCodes } from '../../plots/columns/trial-columns.ts';
import type { StudyView } from '../../plots/study-view.ts';

/** "trial 17 · 0.0432 ± 0.013" with its state where it is not complete. */
export function trialTitle({ head, trials }: StudyView, trial: number): string {
  const place = trials.trial.indexOf(trial);
  if (place < 0) return `trial ${trial}`;
  const value = trials.value[place] as number;
  const error = trials.standardError[place] as number;
  const text = Number.isFinite(value)
    ? formatUncertain(value, Number.isFinite(error) ? error : undefined)
    : undefined;
  const state = stateCodes[trials.state[place] as number];
  const failure = head.failures[(trials.failure[place] as number) - 1];
  const ending =
    state === 'complete'
      ? undefined
      : state === 'failed' && failure !== undefined
        ? `failed: ${failure}`
        : state;
  return [`trial ${trial}`, text, ending].filter((part) => part !== undefined).join(' · ');
}

/** "learningRate 0.0021, layers 2": the parameters that the trial has. */
export function configurationWords({ head, trials }: StudyView, trial: number): string {
  const place = trials.trial.indexOf(trial);
  return head.axes
    .flatMap(({ name, kind, values }) => {
      const value = trials.parameters[name]?.[place] ?? Number.NaN;
      if (Number.isNaN(value)) return [];
      return [`${name} ${kind === 'choice' ? formatValue(values[value]) : formatNumber(value)}`];
    })
    .join(', ');
}
