import { checkConfiguration } from '../../study/check-configuration.ts';
import type { Value } from '../../study/distribution.ts';
import type { Direction } from '../../study/objective.ts';
import type { KnownConfiguration } from '../../study/search/known-configurations.ts';
import { isActive, type SearchSpace } from '../../study/search-space.ts';

/** A complete trial of another study or of a table; its configuration may be one of another space. */
export interface KnownTrial {
  readonly trial: number;
  readonly value: number;
  readonly config: Readonly<Record<string, Value>>;
}

export interface KnownTrials {
  readonly direction: Direction;
  readonly trials: readonly KnownTrial[];
}

/** The best known configurations that the space has, and what was left out. */
export interface ChosenKnown {
  readonly chosen: readonly { readonly trial: number; readonly configuration: KnownConfiguration }[];
  /** Number of trials that would have been chosen, and have a value outside the space. */
  readonly outside: number;
  /** Parameters of the trials that the space lacks. */
  readonly lacking: readonly string[];
  /** Parameters that the space fixes at other values than trials have. */
  readonly fixed: readonly string[];
  /** Parameters of the space that the trials lack; they are drawn. */
  readonly drawn: readonly string[];
}

/**
 * The best `count` known configurations, best first, ties by number, without repetitions: the parameters of the space
 * that are active there. One with a value outside the space is left out, and so is one of `enqueued`.
 */
export function chooseKnown(
  space: SearchSpace,
  known: KnownTrials,
  count: number,
  enqueued: readonly KnownConfiguration[] = [],
): ChosenKnown {
  const texts = new Set(enqueued.map((each) => JSON.stringify(each)));
  const chosen = new Map<string, ChosenKnown['chosen'][number]>();
  let outside = 0;
  for (const { trial, config } of ranked(known)) {
    if (chosen.size === count) break;
    const configuration = withinSpace(space, config);
    if (configuration === undefined) outside += 1;
    else if (Object.keys(configuration).length > 0) {
      const key = JSON.stringify(configuration);
      if (!chosen.has(key) && !texts.has(key)) chosen.set(key, { trial, configuration });
    }
  }
  return { chosen: [...chosen.values()], outside, ...differences(space, known.trials) };
}

function ranked({ trials, direction }: KnownTrials): KnownTrial[] {
  const sign = direction === 'minimize' ? 1 : -1;
  return trials.toSorted((one, other) => sign * (one.value - other.value) || one.trial - other.trial);
}

/** A fixed parameter keeps its value in the space. Undefined when another value lies outside the space. */
function withinSpace(space: SearchSpace, given: KnownTrial['config']): KnownConfiguration | undefined {
  const active: Record<string, Value> = {};
  for (const parameter of space) {
    const { name, distribution } = parameter;
    const value = distribution.type === 'fixed' ? distribution.value : given[name];
    if (value !== undefined && isActive(parameter, active)) active[name] = value;
  }
  const { config, faults } = checkConfiguration(space, active, { isPartial: true });
  return faults.length === 0 ? config : undefined;
}

function differences(
  space: SearchSpace,
  trials: readonly KnownTrial[],
): Pick<ChosenKnown, 'lacking' | 'fixed' | 'drawn'> {
  const names = new Set(space.map(({ name }) => name));
  const given = new Set(trials.flatMap(({ config }) => Object.keys(config)));
  const isOther = (name: string, value: Value) =>
    trials.some(({ config }) => config[name] !== undefined && config[name] !== value);
  return {
    lacking: [...given].filter((name) => !names.has(name)),
    fixed: space.flatMap(({ name, distribution }) =>
      distribution.type === 'fixed' && isOther(name, distribution.value) ? [name] : [],
    ),
    drawn: space.flatMap(({ name, distribution }) =>
      distribution.type === 'fixed' || given.has(name) ? [] : [name],
    ),
  };
}
