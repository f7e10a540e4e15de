import { epochProgress } from '../report/text/epoch-progress.ts';
import { type Progress, silentProgress } from '../report/text/progress.ts';
import type { Store, Study } from '../store/store.ts';
import type { Trial } from '../study/trial.ts';
import type { Terminal } from './terminal.ts';

interface Shown {
  readonly store: Store;
  readonly study: Study;
  readonly parents: readonly Trial[];
  readonly epochs: number;
  readonly workers: number;
  elapsedSeconds(): number;
}

/** Says what begins, and shows how far it is. */
export async function continueProgress(
  terminal: Terminal,
  isQuiet: boolean,
  shown: Shown,
): Promise<Progress> {
  if (isQuiet) return silentProgress;
  const { store, study, parents, epochs, workers, elapsedSeconds } = shown;
  const numbers = parents.map(({ trial }) => trial);
  const which = `${numbers.length === 1 ? 'trial' : 'trials'} ${numbers.join(', ')}`;
  terminal.err(
    `study ${study.name}: going on with ${which} for ${epochs} epochs more at the most, on ${study.backend}; Ctrl-C ends it and keeps the best`,
  );
  for (const number of numbers) {
    if ((await store.optimizerState(study.id, number)) !== undefined) continue;
    terminal.err(`trial ${number} was stored without its optimizer's state, which begins anew`);
  }
  const { objective } = study.spec;
  const total = parents.length;
  return epochProgress(terminal.progress, { total, epochs, workers, objective, elapsedSeconds });
}
