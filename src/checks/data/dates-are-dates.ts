import { findNumberDates } from '../../data-report/columns/number-dates.ts';
import type { Check } from '../check.ts';
import { verdictOf } from './finding-verdict.ts';

export const datesAreDates: Check = {
  name: 'dates-are-dates',
  hypothesis: 'no column of numbers is one of dates',
  isCheap: true,
  run({ source }) {
    if (source.raw.inputs.kind !== 'table') return { status: 'skip', message: 'only tables have columns' };
    return verdictOf(source.raw, findNumberDates(source), 'no column of numbers holds days or months alone');
  },
};
