import type { Hint } from '../../reports/hint.ts';
import { trainingOf } from '../../study/searched/searched-settings.ts';
import { stageOf } from '../../study/stages/staged-spec.ts';
import { type StudySpec, whyNoModels } from '../../study/study-spec.ts';
import type { Trial } from '../../study/trial.ts';
import type { Constrained } from './edge-hints.ts';

/** Fewer trials lie near an edge, or train to the end, by chance. */
const fewestTrials = 10;
/** From here on importance sees most effects that matter, and refine may fix a parameter. */
const fewestToLearn = 40;
/** The best trials of a large study stand for all of them. */
export const hintingTrials = 1000;

/** Hints from a study's best `hintingTrials` about its space, best first; empty below ten trials. */
export async function hintsOf(study: Constrained, ranked: readonly Trial[]): Promise<Hint[]> {
  const { spec } = study;
  const trials = ranked.slice(0, hintingTrials);
  const [best] = trials;
  if (best === undefined || trials.length < fewestTrials) return [];
  // Imported lazily: the model families are many files, and few commands need them.
  const { edgeHints } = await import('./edge-hints.ts');
  return [
    ...epochHints(spec, trials),
    ...(await edgeHints(study, spaceOf(spec, best), best)),
    ...learnedHints(spec, trials),
  ];
}

/** The space that a trial was sampled from. */
function spaceOf({ space, search }: StudySpec, trial: Trial): StudySpec['space'] {
  return stageOf(search, trial)?.space ?? space;
}

/** True for a trial that maxEpochs ended before its patience did. */
export function isAtLimit({ model, training }: StudySpec, trial: Trial): boolean {
  const { origin, epochs, bestEpoch, config } = trial;
  if (whyNoModels(model) !== undefined || origin !== undefined || epochs === null || bestEpoch === null) {
    return false;
  }
  return epochs === training.maxEpochs && epochs - bestEpoch < trainingOf(training, config).patience;
}

/** An imported study has nothing that could search a refined space. */
export function learnedHints({ model }: Pick<StudySpec, 'model'>, trials: readonly Trial[]): Hint[] {
  const sampled = trials.filter(({ origin }) => origin === undefined).length;
  return sampled < fewestToLearn || model.kind === 'imported' ? [] : [{ kind: 'learned', trials: sampled }];
}

export function epochHints(spec: StudySpec, trials: readonly Trial[]): Hint[] {
  const sampled = trials.filter(({ origin }) => origin === undefined);
  const count = sampled.filter((trial) => isAtLimit(spec, trial)).length;
  if (sampled.length < fewestTrials || count <= sampled.length / 2) return [];
  return [{ kind: 'epochs', trials: count, of: sampled.length, maxEpochs: spec.training.maxEpochs }];
}
