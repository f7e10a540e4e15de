import { shownName } from '../../faults/visible-text.ts';
import type { HumanBaseline } from '../../metrics/human-baseline.ts';
import type { Objective } from '../../study/objective.ts';
import type { Trial } from '../../study/trial.ts';
import { renderBaseline } from './baseline-text.ts';
import { formatDuration } from './format.ts';
import { describe } from './progress.ts';

/** What `start --json` prints. */
export interface StartSummary {
  readonly study: string;
  readonly db: string;
  readonly seed: number;
  /** Null where nothing is trained. */
  readonly backend: string | null;
  readonly workers: number;
  readonly seconds: number;
  readonly trials: { complete: number; pruned: number; failed: number; waiting: number };
  readonly best: Trial | null;
  /** Absent when the space names none, or nothing has completed. */
  readonly humanBaseline?: HumanBaseline;
}

export function renderStartSummary(
  { study, seconds, trials, best, humanBaseline }: StartSummary,
  objective: Objective,
): string {
  const counts = Object.entries(trials).filter(([state, count]) => count > 0 || state === 'complete');
  const told = counts.map(([state, count]) => `${count} ${state}`).join(', ');
  const first = `${shownName(study)}: ${told} trials in ${formatDuration(seconds)}`;
  if (best === null) return first;
  const lines = [first, `best: ${describe(best, objective)}`];
  if (humanBaseline !== undefined) {
    lines.push(
      renderBaseline(humanBaseline, [{ who: 'the best', reached: best.metrics[humanBaseline.metric] }]),
    );
  }
  return lines.join('\n');
}
