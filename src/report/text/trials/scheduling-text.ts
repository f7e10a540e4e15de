import { counted } from '../../../reports/figure.ts';
import type { RungStanding, SchedulingReport } from '../../../reports/scheduling-report.ts';
import { formatNumber } from '../parts/format.ts';

/** "asha: 168 epochs trained, at most 1,044 saved; 30 trials at epoch 1, 11 at epoch 4, 4 at epoch 13". */
export function schedulingLines({
  scheduler,
  epochs,
  savedEpochs,
  timedOut,
  rungs = [],
}: SchedulingReport): string[] {
  const saved = `${scheduler}: ${counted(epochs, 'epoch')} trained, at most ${savedEpochs} saved`;
  const reached = rungs.map(({ epochs: at, trials }, index) =>
    index === 0 ? `${counted(trials, 'trial')} at epoch ${at}` : `${trials} at epoch ${at}`,
  );
  const predictions = rungs.flatMap(({ epochs: at, prediction }) =>
    prediction === null
      ? []
      : [
          `ranks at epoch ${at} and at epoch ${prediction.epochs} agree with ρ = ${prediction.spearman.toFixed(2)} (${counted(prediction.trials, 'trial')})`,
        ],
  );
  return [
    rungs.length === 0 ? saved : `${saved}; ${reached.join(', ')}`,
    ...(timedOut.length === 0
      ? []
      : [
          `${counted(timedOut.length, 'trial')} timed out, which depends on the machine: ${listed(timedOut)}`,
        ]),
    ...(predictions.length === 0 ? [] : [predictions.join('; ')]),
  ];
}

const mostListed = 8;

function listed(trials: readonly number[]): string {
  return `${trials.slice(0, mostListed).join(', ')}${trials.length > mostListed ? ', …' : ''}`;
}

/** "rungs: 0.52 at epoch 1 (12th of 30), 0.41 at epoch 4 (3rd of 11)". */
export function standingsLine(standings: readonly RungStanding[]): string {
  const places = standings.map(
    ({ epochs, value, rank, trials }) =>
      `${value === null ? 'failed' : formatNumber(value)} at epoch ${epochs} (${ordinal(rank)} of ${trials})`,
  );
  return `rungs: ${places.join(', ')}`;
}

function ordinal(rank: number): string {
  const suffixes: Record<string, string> = { one: 'st', two: 'nd', few: 'rd', other: 'th' };
  return `${rank}${suffixes[new Intl.PluralRules('en', { type: 'ordinal' }).select(rank)]}`;
}
