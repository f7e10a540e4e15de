import type { AblatedChoice } from '../../reports/learned/ablation-report.ts';
import { quantile, type Value } from '../../study/distribution.ts';
import type { ParameterConstraints } from '../../study/parameter-constraint.ts';
import { type Configuration, isActive, type SearchSpace } from '../../study/search-space.ts';

/** A choice of a configuration, and the configuration without it. */
export interface Choice {
  readonly parameter: string;
  readonly value: Value;
  /** The value that it is put back to: the default, or where there is none the middle of the range, or a choice's first value. */
  readonly other: Value;
  readonly otherIs: AblatedChoice['otherIs'];
  /** With the other value; parameters that it makes active have their own other values. */
  readonly config: Configuration;
}

/**
 * The choices of a configuration in a space, each put back alone; fixed parameters are no choices. `unchanged` are those
 * that are at their other value already.
 */
export function choicesOf(
  space: SearchSpace,
  config: Configuration,
  constraints: ParameterConstraints,
): { readonly choices: readonly Choice[]; readonly unchanged: readonly string[] } {
  const others = new Map(space.map((parameter) => [parameter.name, otherValue(parameter, constraints)]));
  const choices: Choice[] = [];
  const unchanged: string[] = [];
  for (const { name, distribution } of space) {
    const value = config[name];
    const other = others.get(name);
    if (value === undefined || other === undefined || distribution.type === 'fixed') continue;
    if (other.value === value) {
      unchanged.push(name);
      continue;
    }
    const changed: Record<string, Value> = {};
    for (const parameter of space) {
      const kept = config[parameter.name] ?? others.get(parameter.name)?.value;
      const next = parameter.name === name ? other.value : kept;
      if (next !== undefined && isActive(parameter, changed)) changed[parameter.name] = next;
    }
    choices.push({ parameter: name, value, other: other.value, otherIs: other.is, config: changed });
  }
  return { choices, unchanged };
}

function otherValue(
  { name, distribution }: SearchSpace[number],
  constraints: ParameterConstraints,
): { readonly value: Value; readonly is: Choice['otherIs'] } {
  const constraint = Object.hasOwn(constraints, name) ? constraints[name] : undefined;
  if (constraint !== undefined && 'default' in constraint)
    return { value: constraint.default, is: 'default' };
  if (distribution.type === 'choice') return { value: distribution.values[0] as Value, is: 'first' };
  return { value: quantile(distribution, 0.5), is: 'middle' };
}
