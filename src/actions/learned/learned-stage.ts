import type { Study } from '../../store/store.ts';
import type { Stage } from '../../study/search/stage.ts';
import { stagedSpec, trialsOfStage } from '../../study/stages/staged-spec.ts';
import type { StudySpec } from '../../study/study-spec.ts';
import { hasEnded, type Trial } from '../../study/trial.ts';

/** Fewer ended trials show nothing about a space. */
const fewestTrials = 10;

/** Trials of one space, and the spec that they were sampled by. */
export interface LearnedStage {
  readonly spec: StudySpec;
  readonly trials: readonly Trial[];
  /** Absent for the trials of the study's own space. */
  readonly stage?: Stage;
}

/** The latest stage of a study with enough ended trials to learn from; of a study without stages, all its trials. */
export function learnedStage({ spec }: Pick<Study, 'spec'>, trials: readonly Trial[]): LearnedStage {
  const { stages = [] } = spec.search;
  const of = (stage: Stage | undefined): LearnedStage => ({
    spec: stagedSpec(spec, stage),
    trials: trialsOfStage(spec.search, stage, trials),
    ...(stage && { stage }),
  });
  const candidates = [...stages.toReversed(), undefined].map(of);
  const isEnough = (each: LearnedStage) => each.trials.filter(hasEnded).length >= fewestTrials;
  return candidates.find(isEnough) ?? of(stages.at(-1));
}
