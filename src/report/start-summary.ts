import type { Objective } from '../study/objective.ts';
import type { Trial } from '../study/trial.ts';
import { formatDuration } from './format.ts';
import { describe } from './progress.ts';

/** What `start --json` prints. */
export interface StartSummary {
  readonly study: string;
  readonly db: string;
  readonly seed: number;
  readonly backend: string;
  readonly workers: number;
  readonly seconds: number;
  readonly trials: { complete: number; pruned: number; failed: number; waiting: number };
  readonly best: Trial | null;
}

export function renderStartSummary(
  { study, seconds, trials, best }: StartSummary,
  objective: Objective,
): string {
  const counts = Object.entries(trials).filter(([state, count]) => count > 0 || state === 'complete');
  const told = counts.map(([state, count]) => `${count} ${state}`).join(', ');
  const first = `${study}: ${told} trials in ${formatDuration(seconds)}`;
  return best === null ? first : `${first}\nbest: ${describe(best, objective)}`;
}
