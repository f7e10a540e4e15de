import { isActive, type Parameter } from '../../study/search-space.ts';
import type { ImportanceQuestion, Observation } from '../importance.ts';
import { type ParameterGrid, parameterGrid } from '../parameter-grid.ts';
import type { TreeData } from './split.ts';

/** Fewer trials in which a parameter is active show nothing of it. */
const fewestTrials = 4;

/** Trials in which the same conditional parameters are active, and the parameters that all of these trials have. */
export interface Regime {
  readonly names: readonly string[];
  /** True for the parameters whose effect is measured on these very trials. */
  readonly own: readonly boolean[];
  readonly data: TreeData;
}

interface Gridded {
  readonly parameter: Parameter;
  readonly grid: ParameterGrid;
  /** The indices of the trials in which it is active. */
  readonly trials: readonly number[];
}

/** A regime for each set of trials in which some parameter is active: all trials, then those of conditions. */
export function regimesOf({ space, observations }: ImportanceQuestion): Regime[] {
  const complete = observations.filter(({ loss }) => loss !== undefined);
  const gridded = space.flatMap((parameter): Gridded[] => {
    const grid = parameterGrid(parameter.distribution);
    if (grid === undefined) return [];
    const trials = complete.flatMap(({ config }, index) =>
      config[parameter.name] !== undefined && isActive(parameter, config) ? [index] : [],
    );
    return trials.length < fewestTrials ? [] : [{ parameter, grid, trials }];
  });
  const byTrials = new Map<string, Gridded[]>();
  for (const each of gridded) {
    const key = each.trials.join();
    byTrials.set(key, [...(byTrials.get(key) ?? []), each]);
  }
  return [...byTrials.values()].map((own) => {
    const { trials } = own[0] as Gridded;
    const members = gridded.filter((each) => includesAll(each.trials, trials));
    return {
      names: members.map(({ parameter }) => parameter.name),
      own: members.map((each) => own.includes(each)),
      data: dataOf(
        members,
        trials.map((index) => complete[index] as Observation),
      ),
    };
  });
}

function includesAll(all: readonly number[], some: readonly number[]): boolean {
  const known = new Set(all);
  return some.every((each) => known.has(each));
}

function dataOf(members: readonly Gridded[], trials: readonly Observation[]): TreeData {
  return {
    grids: members.map(({ grid }) => grid),
    places: members.map(({ parameter, grid }) =>
      Uint16Array.from(trials, ({ config }) => grid.placeOf(config[parameter.name] ?? '')),
    ),
    losses: Float64Array.from(trials, ({ loss }) => loss as number),
  };
}
