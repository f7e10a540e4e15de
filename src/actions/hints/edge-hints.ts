import type { Hint } from '../../reports/hint.ts';
import type { Study } from '../../store/store.ts';
import { edgeOf } from '../../study/edge.ts';
import { modelInputs } from '../../study/inputs/model-inputs.ts';
import type { ParameterConstraint, ParameterConstraints } from '../../study/parameter-constraint.ts';
import type { SearchSpace } from '../../study/search-space.ts';
import { settingConstraint } from '../../study/searched/searched-settings.ts';
import type { Trial } from '../../study/trial.ts';
import { modelFamilies } from '../../training/models/catalogue.ts';
import { trainingParameters } from '../../training/training-parameters.ts';

/** The parts of a study that say what its model takes. */
export type Constrained = Pick<Study, 'spec' | 'directory'> & Partial<Pick<Study, 'pipeline'>>;

/** A best value near the end of its range suggests that the range is too narrow, unless the model takes no other. */
export async function edgeHints(
  study: Constrained,
  space: SearchSpace,
  best: Pick<Trial, 'config'>,
): Promise<Hint[]> {
  const own = constraintsOf(study);
  const near = edgesOf(space, best, own);
  const { model } = study.spec;
  if (near.length === 0 || model.kind === 'family') return near;
  // Only a module knows its own constraints, and it is loaded only when a hint depends on them.
  const exported = await exportedConstraints(study);
  return exported === undefined ? [] : edgesOf(space, best, { ...own, ...exported });
}

function edgesOf(space: SearchSpace, { config }: Pick<Trial, 'config'>, known: ParameterConstraints): Hint[] {
  return space.flatMap(({ name, distribution }): Hint[] => {
    const value = config[name];
    const edge = value === undefined ? undefined : edgeOf(distribution, value);
    if (value === undefined || edge === undefined || !('min' in distribution)) return [];
    const bound = distribution[edge];
    const constraint = Object.hasOwn(known, name) ? known[name] : settingConstraint(name);
    if (bound === undefined || isLast(constraint, edge, bound)) return [];
    return [{ kind: 'edge', parameter: name, value, edge, bound }];
  });
}

/** The constraint on a parameter. A user's module is not run: only those of the training loop are known for it. */
export function constraintOf(study: Constrained, name: string): ParameterConstraint | undefined {
  const constraints = constraintsOf(study);
  if (Object.hasOwn(constraints, name)) return constraints[name];
  return isTrained(study) ? settingConstraint(name) : undefined;
}

function isTrained({ spec: { model } }: Constrained): boolean {
  return model.kind === 'family' || model.kind === 'module';
}

function constraintsOf(study: Constrained): ParameterConstraints {
  const { spec, pipeline } = study;
  if (!isTrained(study)) return {};
  const family = spec.model.kind === 'family' ? modelFamilies[spec.model.family] : undefined;
  const limits = pipeline && family?.limits?.(modelInputs(pipeline).inputShape);
  return { ...trainingParameters, ...family?.parameters, ...limits };
}

/** Undefined where the module cannot be loaded any more: then nothing is known of what it takes. */
async function exportedConstraints({
  spec,
  directory,
}: Constrained): Promise<ParameterConstraints | undefined> {
  const { model } = spec;
  try {
    if (model.kind === 'module') {
      const { loadParameters } = await import('../../training/models/user-module.ts');
      return await loadParameters(model, directory);
    }
    if (model.kind !== 'objective') return {};
    const { objectiveConstraints } = await import('../../objectives/objective.ts');
    return (await objectiveConstraints(model, directory)).parameters ?? {};
  } catch {
    return undefined;
  }
}

function isLast(constraint: ParameterConstraint | undefined, edge: 'min' | 'max', bound: number): boolean {
  if (constraint?.type !== 'number' && constraint?.type !== 'integer') return false;
  const limit = constraint[edge];
  return limit !== undefined && (edge === 'min' ? bound <= limit : bound >= limit);
}
