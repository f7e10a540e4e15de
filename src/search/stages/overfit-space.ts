import type { Value } from '../../study/distribution.ts';
import { canTake } from '../../study/distribution-range.ts';
import type { ParameterConstraints } from '../../study/parameter-constraint.ts';
import type { SpaceChange } from '../../study/search/stage.ts';
import type { Parameter, SearchSpace } from '../../study/search-space.ts';
import { regularisersOff } from '../../study/stages/regularisers.ts';

export interface ChangedSpace {
  readonly space: SearchSpace;
  readonly changes: readonly SpaceChange[];
}

/**
 * The space with all regularisers off: those that it names, and those that the model has on by default. What remains says
 * how large the model is and how it is trained.
 */
export function overfitSpace(space: SearchSpace, constraints: ParameterConstraints): ChangedSpace {
  const off = regularisersOff(constraints);
  const changes: SpaceChange[] = [];
  const own = space.map((parameter): Parameter => {
    const value = off.get(parameter.name);
    if (value === undefined) return parameter;
    const after = { type: 'fixed', value } as const;
    const { name, distribution: before } = parameter;
    changes.push({ parameter: name, kind: 'fixed', before, after, reason: 'a regulariser, which is off' });
    return { name, distribution: after };
  });
  const added = [...off].flatMap(([name, value]) => {
    const before = defaultOf(space, name, constraints);
    if (before === undefined || before === value || space.some((each) => each.name === name)) return [];
    const after = { type: 'fixed', value } as const;
    const reason = 'a regulariser, which is on by default';
    changes.push({ parameter: name, kind: 'fixed', before: { type: 'fixed', value: before }, after, reason });
    return [{ name, distribution: after }];
  });
  return { space: [...own, ...added], changes };
}

/** adamw has a weight decay of its own (training/training-parameters.ts). */
function defaultOf(space: SearchSpace, name: string, constraints: ParameterConstraints): Value | undefined {
  const optimizer = space.find((each) => each.name === 'optimizer');
  if (name === 'weightDecay' && optimizer && canTake(optimizer.distribution, 'adamw')) return 0.01;
  const constraint = constraints[name];
  return constraint === undefined || constraint.type === 'any' ? undefined : constraint.default;
}

/** The names of the regularisers that a space searches. */
export function searchedRegularisers(space: SearchSpace, constraints: ParameterConstraints): string[] {
  const off = regularisersOff(constraints);
  return space
    .filter(({ name, distribution }) => off.has(name) && distribution.type !== 'fixed')
    .map(({ name }) => name);
}
