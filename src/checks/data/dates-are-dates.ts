import { findNumberDates } from '../../data-report/columns/number-dates.ts';
import type { Check } from '../check.ts';
import { verdictOf } from './finding-verdict.ts';
import { needsColumns } from './suitable-data.ts';

export const datesAreDates: Check = needsColumns({
  name: 'dates-are-dates',
  hypothesis: 'no column of numbers is one of dates',
  isCheap: true,
  run({ source }) {
    return verdictOf(source.raw, findNumberDates(source), 'no column of numbers holds days or months alone');
  },
});
