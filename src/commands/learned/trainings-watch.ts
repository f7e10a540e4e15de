import type { UnrecordedRun } from '../../pool/messages.ts';
import { formatNumber } from '../../report/text/parts/format.ts';

/** Counts trainings on the terminal: "[3/30] without dropout: valLoss 0.12". */
export function tellTrainings(
  err: (line: string) => void,
  metric: string,
  trainings: number,
): (title: string, outcome: UnrecordedRun['outcome']) => void {
  let ended = 0;
  return (title, outcome) => {
    ended += 1;
    const told =
      outcome.state === 'failed' ? outcome.failure.message : `${metric} ${formatNumber(outcome.value)}`;
    err(`[${ended}/${trainings}] ${title}: ${told}`);
  };
}

/** "; 12 more are kept from before". */
export function keptText(kept: number): string {
  return kept === 0 ? '' : `; ${kept} more ${kept === 1 ? 'is' : 'are'} kept from before`;
}
