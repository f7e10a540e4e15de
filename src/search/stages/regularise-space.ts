import type { ParameterConstraints } from '../../study/parameter-constraint.ts';
import type { SpaceChange } from '../../study/search/stage.ts';
import type { Configuration, Parameter, SearchSpace } from '../../study/search-space.ts';
import { regularisersOff } from '../../study/stages/regularisers.ts';
import type { ChangedSpace } from './overfit-space.ts';

/**
 * The regularisers of a space around a configuration: all other parameters have its values. A parameter that is not
 * active in it, and a regulariser that depends on such a one, are left out.
 */
export function regulariseSpace(
  space: SearchSpace,
  around: { readonly trial: number; readonly config: Configuration },
  constraints: ParameterConstraints,
): ChangedSpace {
  const off = regularisersOff(constraints);
  const changes: SpaceChange[] = [];
  const kept: Parameter[] = [];
  for (const parameter of space) {
    const { name, distribution, when = {} } = parameter;
    const value = around.config[name];
    if (off.has(name)) {
      const isPossible = Object.keys(when).every((other) => kept.some((each) => each.name === other));
      if (!isPossible) continue;
      kept.push(parameter);
      if (distribution.type === 'fixed') continue;
      const before = { type: 'fixed', value: off.get(name) ?? 0 } as const;
      changes.push({
        parameter: name,
        kind: 'searched',
        before,
        after: distribution,
        reason: 'a regulariser',
      });
    } else if (value !== undefined) {
      const after = { type: 'fixed', value } as const;
      kept.push({ name, distribution: after });
      if (distribution.type === 'fixed') continue;
      const reason = `trial ${around.trial} has it`;
      changes.push({ parameter: name, kind: 'fixed', before: distribution, after, reason });
    }
  }
  return { space: kept, changes };
}
