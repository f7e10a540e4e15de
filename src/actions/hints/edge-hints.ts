import type { Hint } from '../../reports/hint.ts';
import { edgeOf } from '../../study/edge.ts';
import type { ParameterConstraint } from '../../study/parameter-constraint.ts';
import { settingConstraint } from '../../study/searched/searched-settings.ts';
import type { StudySpec } from '../../study/study-spec.ts';
import type { Trial } from '../../study/trial.ts';
import { modelFamilies } from '../../training/models/catalogue.ts';
import { trainingParameters } from '../../training/training-parameters.ts';

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

/** What the model takes for a parameter. Of a user's module only the training loop's are known without running it. */
export function constraintOf(
  { model }: Pick<StudySpec, 'model'>,
  name: string,
): ParameterConstraint | undefined {
  if (model.kind !== 'family' && model.kind !== 'module') return undefined;
  const family = model.kind === 'family' ? modelFamilies[model.family] : undefined;
  const constraints = { ...trainingParameters, ...family?.parameters };
  return Object.hasOwn(constraints, name) ? constraints[name] : settingConstraint(name);
}

function isLast(constraint: ParameterConstraint | undefined, edge: 'min' | 'max', bound: number): boolean {
  if (constraint?.type !== 'number' && constraint?.type !== 'integer') return false;
  const limit = constraint[edge];
  return limit !== undefined && (edge === 'min' ? bound <= limit : bound >= limit);
}
