import type { Tied } from '../../../reports/tied.ts';

const named = 8;

/** "trials 2 and 7 cannot be told apart from trial 3 (paired test over the validation rows, corrected for 30 trials)" */
export function tiedText({ best, trials, tested, of }: Tied): string {
  const how = `paired test over the validation rows, 95 %, corrected for ${of} trials`;
  const rest = tested < of - 1 ? `; ${tested} others have kept their weights and could be tested` : '';
  if (trials.length === 0)
    return `trial ${best} is better than the others by more than chance (${how}${rest})`;
  const list = trials.slice(0, named).join(', ');
  const more = trials.length > named ? ` and ${trials.length - named} more` : '';
  const noun = trials.length === 1 ? 'trial' : 'trials';
  return `${noun} ${list}${more} cannot be told apart from trial ${best} (${how}${rest})`;
}
