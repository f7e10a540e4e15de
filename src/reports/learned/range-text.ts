import type { Distribution } from '../../study/distribution.ts';
import { figure } from '../figure.ts';

/** "1e-4 to 0.1", "adam, sgd", "0.9": the values of a distribution, briefly. */
export function rangeText(distribution: Distribution): string {
  switch (distribution.type) {
    case 'fixed':
      return valueText(distribution.value);
    case 'choice':
      return distribution.values.map(valueText).join(', ');
    case 'normal':
    case 'logNormal': {
      const { mean, std, min, max } = distribution;
      const ends = [
        ...(min === undefined ? [] : [`from ${figure(min)}`]),
        ...(max === undefined ? [] : [`to ${figure(max)}`]),
      ];
      return [`${distribution.type} ${figure(mean)} ± ${figure(std)}`, ...ends].join(' ');
    }
    default:
      return `${figure(distribution.min)} to ${figure(distribution.max)}`;
  }
}

function valueText(value: number | string | boolean): string {
  return typeof value === 'number' ? figure(value) : String(value);
}
