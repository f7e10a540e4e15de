import { shownName, visibleLine } from '../../../faults/visible-text.ts';
import { formatValue } from '../../../metrics/number-format.ts';
import type { Configuration } from '../../../study/search-space.ts';
import type { Trial } from '../../../study/trial.ts';

export {
  formatCount,
  formatDuration,
  formatMetric,
  formatNumber,
  formatShare,
  formatUncertain,
  formatValue,
} from '../../../metrics/number-format.ts';

/** "learningRate 0.0021, layers 2, optimizer adam". */
export function formatConfiguration(config: Configuration): string {
  return Object.entries(config)
    .map(([name, value]) => `${shownName(name)} ${formatValue(value)}`)
    .join(', ');
}

/** A text from the user's data: it may contain anything, and must neither break the line nor control the terminal. */
export function plainLine(text: string): string {
  return visibleLine(text);
}

/** " at epoch 12 of 17", or a function's step; empty when it reported none. */
export function formatPlace({
  bestEpoch,
  epochs,
  parameters,
  outOfTime,
}: Pick<Trial, 'bestEpoch' | 'epochs' | 'parameters' | 'outOfTime'>): string {
  if (bestEpoch === null) return '';
  const end = outOfTime ? ' (out of time)' : '';
  return ` at ${parameters === null ? 'step' : 'epoch'} ${bestEpoch} of ${epochs}${end}`;
}

/** "trial 7"; the study's linear baseline has the number −1. */
export function trialTitle(trial: number): string {
  return trial < 0 ? 'linear' : `trial ${trial}`;
}
