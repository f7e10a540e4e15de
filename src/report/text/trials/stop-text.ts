import { counted } from '../../../reports/figure.ts';
import type { Stop } from '../../../reports/stop.ts';
import type { Objective } from '../../../study/objective.ts';
import { formatDuration, formatNumber, formatUncertain } from '../parts/format.ts';

/** Why a search ended before its last trial, in one line. */
export function stopText(stop: Stop, { metric }: Objective): string {
  switch (stop.by) {
    case 'until': {
      const value = formatUncertain(stop.value, stop.standardError);
      const by = stop.standardError === undefined ? 'reaches' : 'is beyond';
      const noise = stop.standardError === undefined ? '' : ' by its standard error';
      return `stopped: trial ${stop.trial} (${metric} ${value}) ${by} ${formatNumber(stop.until)}${noise}`;
    }
    case 'patience': {
      const since = stop.gain === null ? '' : ` since trial ${stop.gain}`;
      return `stopped: ${stop.trials} trials without a gain of more than a standard error${since}`;
    }
    case 'epochs':
      return `stopped: the trials that had begun were expected to take ${counted(stop.epochs, 'epoch')}; the budget is ${stop.budget}`;
    case 'configurations':
      return `ended: all ${counted(stop.configurations, 'configuration')} of the space have run`;
    case 'time':
      return `stopped: no trial starts after ${formatDuration(stop.seconds)}`;
  }
}
