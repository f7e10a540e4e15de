import type { Hint } from '../reports/hint.ts';
import type { Store, Study } from '../store/store.ts';
import { edgeOf } from '../study/edge.ts';
import type { ParameterConstraint } from '../study/parameter-constraint.ts';
import { type StudySpec, whyNoModels } from '../study/study-spec.ts';
import type { Trial } from '../study/trial.ts';
import { modelFamilies } from '../training/models/catalogue.ts';
import { trainingParameters } from '../training/training-parameters.ts';

/** Fewer trials lie near an edge, or train to the end, by chance. */
const fewestTrials = 10;
/** The best trials of a large study stand for all of them. */
const mostTrials = 1000;

/** What the complete trials of a study suggest about its space; empty below ten trials. */
export async function hintsOf(store: Store, { id, spec }: Pick<Study, 'id' | 'spec'>): Promise<Hint[]> {
  const trials = await store.top(id, mostTrials);
  const [best] = trials;
  if (best === undefined || trials.length < fewestTrials) return [];
  return [...epochHints(spec, trials), ...edgeHints(spec, best)];
}

/** True for a trial that maxEpochs ended before its patience did. */
export function isAtLimit({ model, training }: StudySpec, { origin, epochs, bestEpoch }: Trial): boolean {
  if (whyNoModels(model) !== undefined || origin !== undefined || epochs === null || bestEpoch === null) {
    return false;
  }
  return epochs === training.maxEpochs && epochs - bestEpoch < training.patience;
}

export function epochHints(spec: StudySpec, trials: readonly Trial[]): Hint[] {
  const sampled = trials.filter(({ origin }) => origin === undefined);
  const count = sampled.filter((trial) => isAtLimit(spec, trial)).length;
  if (sampled.length < fewestTrials || count <= sampled.length / 2) return [];
  return [{ kind: 'epochs', trials: count, of: sampled.length, maxEpochs: spec.training.maxEpochs }];
}

/** A best value near the end of its range suggests that the range is too narrow, unless the model takes no other. */
export function edgeHints(spec: StudySpec, { config }: Pick<Trial, 'config'>): Hint[] {
  return spec.space.flatMap(({ name, distribution }) => {
    const value = config[name];
    const edge = value === undefined ? undefined : edgeOf(distribution, value);
    if (value === undefined || edge === undefined || !('min' in distribution)) return [];
    const bound = distribution[edge];
    if (bound === undefined || isLast(constraintOf(spec, name), edge, bound)) return [];
    return [{ kind: 'edge', parameter: name, value, edge, bound }];
  });
}

/** Of a user's module only the training loop's are known without running it. */
function constraintOf({ model }: StudySpec, name: string): ParameterConstraint | undefined {
  if (model.kind !== 'family' && model.kind !== 'module') return undefined;
  const family = model.kind === 'family' ? modelFamilies[model.family] : undefined;
  const constraints = { ...trainingParameters, ...family?.parameters };
  return Object.hasOwn(constraints, name) ? constraints[name] : undefined;
}

function isLast(constraint: ParameterConstraint | undefined, edge: 'min' | 'max', bound: number): boolean {
  if (constraint?.type !== 'number' && constraint?.type !== 'integer') return false;
  const limit = constraint[edge];
  return limit !== undefined && (edge === 'min' ? bound <= limit : bound >= limit);
}
