import { fewestToRange } from '../importance/best-share.ts';
import type { ParameterImportanceReport } from '../reports/learned/parameter-importance-report.ts';
import type { KeptParameter } from '../reports/learned/refine-report.ts';
import { percent } from '../reports/number-text.ts';
import type { Value } from '../study/distribution.ts';
import { canTake, possibleValues } from '../study/distribution-range.ts';
import type { ParameterConstraint } from '../study/parameter-constraint.ts';
import type { SpaceChange } from '../study/search/stage.ts';
import { type Configuration, isActive, type Parameter, type SearchSpace } from '../study/search-space.ts';
import { surplusWidths } from '../study/searched/surplus-widths.ts';
import { fewerValues } from './refine-choice.ts';
import { narrowed, type Refined, type SeenValues, widened } from './refine-numbers.ts';

/** With fewer trials an effect that matters may stay hidden, so nothing is fixed. */
const fewestToFix = 40;
/** A parameter whose share may be larger is not fixed either. */
const mostToFix = 0.25;

export interface RefineInput {
  readonly space: SearchSpace;
  /** The configurations of the trials that were looked at, and of the best ones, best first. */
  readonly all: readonly Configuration[];
  readonly best: readonly Configuration[];
  readonly importance: ParameterImportanceReport;
  /** The constraint of the model on a parameter, as far as it is known. */
  constraintOf(name: string): ParameterConstraint | undefined;
  /** False for a parameter whose range must not grow. */
  mayGrow(name: string): boolean;
}

export interface RefinedSpace {
  readonly space: SearchSpace;
  readonly changes: readonly SpaceChange[];
  readonly kept: readonly KeptParameter[];
}

/**
 * A search space for a next stage: ranges end where the best trials are, grow where these hug an edge, and parameters
 * without a visible effect get the best trial's value. The best trial's configuration lies in it. Equal input gives an
 * equal space.
 */
export function refineSpace(input: RefineInput): RefinedSpace {
  const space: Parameter[] = [];
  const changes: SpaceChange[] = [];
  const kept: KeptParameter[] = [];
  for (const parameter of input.space) {
    const { name: own, distribution: before, prior } = parameter;
    const when = conditionIn(space, parameter);
    if (when === 'never') {
      const reason = 'its condition can no longer hold';
      changes.push({ parameter: own, kind: 'removed', before, after: null, reason });
      continue;
    }
    const refined = before.type === 'fixed' ? undefined : refinedBy(input, parameter);
    const after = typeof refined === 'object' ? refined.after : before;
    // The trials that changed a range know more than its prior.
    const guess = after === before && prior && { prior };
    space.push({ name: own, distribution: after, ...(when && { when }), ...guess });
    if (typeof refined === 'object') changes.push({ parameter: own, before, ...refined });
    else if (refined !== undefined) kept.push({ parameter: own, reason: refined });
  }
  return withoutSurplus(input, { space, changes, kept });
}

/** Leaves out the widths of layers that there can no longer be, where the old space had them. */
function withoutSurplus(input: RefineInput, refined: RefinedSpace): RefinedSpace {
  const layers = input.constraintOf('layers');
  if (layers?.type !== 'integer') return refined;
  const surplus = new Set(surplusWidths(refined.space, layers.default).names);
  const isLeft = (name: string) => !surplus.has(name);
  const removed = input.space.filter(({ name }) => !isLeft(name));
  const reason = 'there can no longer be such a layer';
  return {
    space: refined.space.filter(({ name }) => isLeft(name)),
    changes: [
      ...refined.changes.filter(({ parameter }) => isLeft(parameter)),
      ...removed.map(
        ({ name, distribution: before }): SpaceChange => ({
          ...{ parameter: name, kind: 'removed', before, after: null, reason },
        }),
      ),
    ],
    kept: refined.kept.filter(({ parameter }) => isLeft(parameter)),
  };
}

/** The change of a parameter, or the reason for which it stays as it is. */
function refinedBy(input: RefineInput, { name, distribution, ...parameter }: Parameter): Refined | string {
  const seen = seenValues(input, { name, distribution, ...parameter });
  if (seen.best.length === 0) return 'none of the best trials has it';
  if (seen.best.length < fewestToRange) {
    return `only ${seen.best.length} of the best trials ${seen.best.length === 1 ? 'has' : 'have'} it`;
  }
  const effect = input.importance.effects.find(({ parameters: [own] }) => own === name);
  const isVisible = effect?.isVisible === true;
  if (distribution.type === 'choice') {
    const fewer = fewerValues(distribution, seen);
    if (fewer !== undefined) return fewer;
  } else {
    const numbers = numbersOf(seen);
    const wider = input.mayGrow(name) && widened(distribution, numbers, input.constraintOf(name));
    if (wider) return wider;
    const nearer = isVisible ? narrowed(distribution, numbers) : undefined;
    if (nearer !== undefined) return nearer;
  }
  if (isVisible) return 'the best trials are spread over its whole range';
  if (seen.all.length < fewestToFix || seen.first === undefined) {
    return `no visible effect in ${seen.all.length} trials, which are few`;
  }
  if (effect !== undefined && effect.high > mostToFix) {
    return `no visible effect in ${seen.all.length} trials, but its share may be up to ${percent(effect.high)}`;
  }
  const reason = `no visible effect in ${seen.all.length} trials: the best trial's value`;
  return { kind: 'fixed', after: { type: 'fixed', value: seen.first }, reason };
}

function seenValues({ all, best }: RefineInput, parameter: Parameter): SeenValues<Value> {
  const valuesIn = (configs: readonly Configuration[]) =>
    configs.flatMap((config) => {
      const value = config[parameter.name];
      return value === undefined || !isActive(parameter, config) ? [] : [value];
    });
  return { all: valuesIn(all), best: valuesIn(best), first: valuesIn(best.slice(0, 1))[0] };
}

function numbersOf({ all, best, first }: SeenValues<Value>): SeenValues {
  const numbers = (values: readonly Value[]) => values.map(Number);
  return { all: numbers(all), best: numbers(best), first: first === undefined ? undefined : Number(first) };
}

/** The condition without parts that always hold; `never` when a part can no longer hold. */
function conditionIn(space: readonly Parameter[], { when }: Parameter): Parameter['when'] | 'never' {
  if (when === undefined) return undefined;
  const parts: [string, readonly Value[]][] = [];
  for (const [name, values] of Object.entries(when)) {
    const other = space.find((each) => each.name === name);
    if (other === undefined) return 'never';
    const left = values.filter((value) => canTake(other.distribution, value));
    if (left.length === 0) return 'never';
    const possible = other.when === undefined ? possibleValues(other.distribution) : undefined;
    const isAlways = possible?.every((value) => values.includes(value)) ?? false;
    if (!isAlways) parts.push([name, left]);
  }
  return parts.length === 0 ? undefined : Object.fromEntries(parts);
}
