import type { Provisional } from '../../../reports/scheduling-report.ts';

const named = 8;

/** "trials 9 and 10 are provisional: trial 1 has not ended, and after it the scheduler may end them at an earlier epoch" */
export function provisionalText({ trials, waitingFor }: Provisional): string {
  const isOne = trials.length === 1;
  const more = trials.length > named ? ` and ${trials.length - named} more` : '';
  const list = `${trials.slice(0, named).join(', ')}${more}`;
  const reason = waitingFor === null ? 'an earlier trial' : `trial ${waitingFor}`;
  return `${isOne ? 'trial' : 'trials'} ${list} ${isOne ? 'is' : 'are'} provisional: ${reason} has not ended, and after that the scheduler may end ${isOne ? 'it' : 'them'} at an earlier epoch`;
}
