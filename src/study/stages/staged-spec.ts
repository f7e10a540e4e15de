import type { SearchSpec } from '../search/search-spec.ts';
import type { Stage } from '../search/stage.ts';
import type { SearchSpace } from '../search-space.ts';
import { drawOf, type Trial } from '../trial.ts';

interface Staged {
  readonly space: SearchSpace;
  readonly search: SearchSpec;
}

/** The stage in which a trial of this count is sampled; undefined before the first stage, in the space itself. */
export function stageAt({ stages = [] }: Pick<SearchSpec, 'stages'>, draw: number): Stage | undefined {
  return stages.findLast(({ from }) => from <= draw);
}

/** The stage that a study is in. */
export function lastStage(search: Pick<SearchSpec, 'stages'>): Stage | undefined {
  return stageAt(search, Number.POSITIVE_INFINITY);
}

/** The stage in which a trial was sampled; undefined for a derived one. */
export function stageOf(search: Pick<SearchSpec, 'stages'>, trial: Trial): Stage | undefined {
  const draw = drawOf(trial);
  return draw === undefined ? undefined : stageAt(search, draw);
}

/**
 * The spec that the trials of a stage are sampled by: its space and known configurations, counted from its first trial.
 * A later stage has a seed of its own, since the same one would draw the same places of each range again.
 */
export function stagedSpec<Spec extends Staged>(spec: Spec, stage: Stage | undefined): Spec {
  if (stage === undefined) return spec;
  const { stages = [], enqueue: _, warmStart: __, ...search } = spec.search;
  const later = stages.filter(({ from }) => from > 0 && from <= stage.from).length;
  return {
    ...spec,
    space: stage.space,
    search: { ...search, seed: search.seed + later, ...(stage.enqueue && { enqueue: stage.enqueue }) },
  };
}

/** The trials that were sampled in a stage, up to the next one. */
export function trialsOfStage(
  { stages = [] }: Pick<SearchSpec, 'stages'>,
  stage: Stage | undefined,
  trials: readonly Trial[],
): Trial[] {
  if (stages.length === 0) return [...trials];
  return trials.filter((trial) => drawOf(trial) !== undefined && stageOf({ stages }, trial) === stage);
}
