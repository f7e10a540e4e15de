import type { ParameterConstraints } from '../../study/parameter-constraint.ts';
import type { SpaceChange } from '../../study/search/stage.ts';
import type { Configuration, Parameter, SearchSpace } from '../../study/search-space.ts';
import { regularisersOff } from '../../study/stages/regularisers.ts';
import type { ChangedSpace } from './overfit-space.ts';

/**
 * The regularisers of a space around a configuration: all other parameters have its values. A parameter that is not
 * active in it is left out, unless a regulariser makes it so: then it is searched with it. So is a regulariser that depends
 * on a parameter which is left out.
 */
export function regulariseSpace(
  space: SearchSpace,
  around: { readonly trial: number; readonly config: Configuration },
  constraints: ParameterConstraints,
): ChangedSpace {
  const off = regularisersOff(constraints);
  const changes: SpaceChange[] = [];
  const kept: Parameter[] = [];
  /** The regularisers, and what depends on them. */
  const freed = new Set<string>();
  for (const parameter of space) {
    const { name, distribution, when = {} } = parameter;
    const value = around.config[name];
    const dependsOn = Object.keys(when);
    const isFreed = value === undefined && dependsOn.some((other) => freed.has(other));
    if (off.has(name) || isFreed) {
      const isPossible = dependsOn.every((other) => kept.some((each) => each.name === other));
      if (!isPossible) continue;
      freed.add(name);
      kept.push(parameter);
      if (distribution.type === 'fixed') continue;
      const value = off.get(name);
      const before = value === undefined ? distribution : ({ type: 'fixed', value } as const);
      const reason = value === undefined ? 'it depends on a regulariser' : 'a regulariser';
      changes.push({ parameter: name, kind: 'searched', before, after: distribution, reason });
    } else if (value !== undefined) {
      const after = { type: 'fixed', value } as const;
      // Active where the regulariser has its off value, as in the trial; elsewhere it is not.
      const left = Object.entries(when).filter(([other]) => freed.has(other));
      kept.push({ name, distribution: after, ...(left.length > 0 && { when: Object.fromEntries(left) }) });
      if (distribution.type === 'fixed') continue;
      const reason = `trial ${around.trial} has it`;
      changes.push({ parameter: name, kind: 'fixed', before: distribution, after, reason });
    }
  }
  return { space: kept, changes };
}
