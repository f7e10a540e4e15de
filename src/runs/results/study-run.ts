import type { StudyHead } from '../../plots/study-head.ts';
import type { Store, TrialCounts } from '../../store/store.ts';
import { isRunnerAlive } from '../runner.ts';

/** Whether a process runs a study at present, and how many trials it trains. */
export async function runOf(
  store: Store,
  studyId: number,
  { running }: Pick<TrialCounts, 'running'>,
): Promise<StudyHead['run']> {
  const isRunning = (await store.runner(studyId, isRunnerAlive)) !== undefined;
  // A killed process leaves its trials running.
  return { isRunning, workers: isRunning ? running : 0 };
}
