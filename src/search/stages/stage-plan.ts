import { type StageName, stageNames } from '../../study/search/stage.ts';
import { lastStage } from '../../study/stages/staged-spec.ts';
import type { WrittenSpec } from '../../study/study-spec.ts';

/** The stages of a search, seen from the one that it is in. */
export interface StagePlan {
  /** The sampler's count at which the present stage ends. */
  readonly below: number;
  /** The number of trials that a stage has, unless it has fewer configurations. */
  readonly trials: number;
  /** The stages that follow. */
  readonly next: readonly StageName[];
}

/** The stages that follow the ones that have begun, up to the one that the search asks for. */
export function stagesToCome({ search }: Pick<WrittenSpec, 'search'>): readonly StageName[] {
  const { stage, stages = [] } = search;
  if (stage === undefined) return [];
  const last = lastStage(search)?.name;
  if (stage === 'refine') return last === 'refine' ? [] : ['refine'];
  const from = last === undefined ? 0 : stageNames.indexOf(last) + 1;
  return stages.length === 0 ? [] : stageNames.slice(from, stageNames.indexOf(stage) + 1);
}
