import {
  missingInteger,
  originCodes,
  stateCodes,
  type TrialColumns,
  trialFlags,
} from '../../plots/columns/trial-columns.ts';
import type { Axis } from '../../plots/study-head.ts';
import { provisionalTrials } from '../../runs/results/provisional-trials.ts';
import type { StudyRows } from '../../runs/results/study-rows.ts';
import { tiedTrials } from '../../runs/results/tied-trials.ts';
import type { TimedTrial } from '../../store/live-store.ts';
import type { Value } from '../../study/distribution.ts';
import { failureKinds, type Trial } from '../../study/trial.ts';
import type { OptionsOf } from '../options/option.ts';
import { anyStudy } from '../options/shared.ts';
import { axesOf } from './axes.ts';
import { lookAtStudy, sinceOption } from './dashboard-study.ts';

export const trialColumnsOptions = {
  options: {
    since: sinceOption,
    ...anyStudy,
  },
};

/** The trials of a study as columns, by number. UsageError when there is no such study. */
export function trialColumns({
  since,
  ...request
}: OptionsOf<typeof trialColumnsOptions.options>): Promise<TrialColumns> {
  return lookAtStudy(request, async (read) => {
    const { store, study } = read;
    const timed = since === undefined ? await read.timedTrials() : await store.changes(study.id, since);
    const [best] = await store.top(study.id, 1);
    return columnsOf(read, timed, (await tiedTrials(read, best))?.trials ?? []);
  });
}

/** Trials of an open store as columns. Which of them are provisional is always that of all trials; so is `tied`. */
export async function columnsOf(
  read: StudyRows,
  timed: readonly TimedTrial[],
  tied: readonly number[],
): Promise<TrialColumns> {
  const { store, study } = read;
  const trials = timed.map(({ trial }) => trial);
  const marks = {
    tied: new Set(tied),
    provisional: new Set((await provisionalTrials(read))?.trials),
    withWeights: new Set(await store.trialsWithWeights(study.id)),
  };
  return {
    trial: Uint32Array.from(trials, ({ trial }) => trial),
    state: Uint8Array.from(trials, ({ state }) => stateCodes.indexOf(state)),
    origin: Uint8Array.from(trials, ({ origin }) => originCodes.indexOf(origin ?? 'sampled')),
    flags: Uint8Array.from(trials, (trial) => flagsOf(trial, marks)),
    value: numbers(trials, ({ value }) => value),
    standardError: numbers(trials, ({ standardError }) => standardError),
    epochs: numbers(trials, ({ epochs }) => epochs),
    bestEpoch: numbers(trials, ({ bestEpoch }) => bestEpoch),
    parameterCount: numbers(trials, ({ parameters }) => parameters),
    seconds: numbers(trials, ({ seconds }) => seconds),
    startedAt: numbers(timed, ({ startedAt }) => startedAt),
    endedAt: numbers(timed, ({ endedAt }) => endedAt),
    parent: Uint32Array.from(trials, ({ parent = missingInteger }) => parent),
    failure: Uint8Array.from(trials, ({ failure }) =>
      failure === null ? 0 : 1 + failureKinds.indexOf(failure.kind),
    ),
    parameters: parameterColumns(trials, axesOf(study.spec).axes),
    metrics: metricColumns(trials),
  };
}

interface Marks {
  readonly tied: ReadonlySet<number>;
  readonly provisional: ReadonlySet<number>;
  readonly withWeights: ReadonlySet<number>;
}

function flagsOf({ trial, infeasible, outOfTime }: Trial, { tied, provisional, withWeights }: Marks): number {
  return (
    (infeasible ? trialFlags.infeasible : 0) |
    (outOfTime ? trialFlags.outOfTime : 0) |
    (tied.has(trial) ? trialFlags.isTied : 0) |
    (provisional.has(trial) ? trialFlags.isProvisional : 0) |
    (withWeights.has(trial) ? trialFlags.hasWeights : 0)
  );
}

function numbers<Item>(items: readonly Item[], of: (item: Item) => number | null | undefined): Float64Array {
  const column = new Float64Array(items.length);
  for (let place = 0; place < items.length; place++) column[place] = of(items[place] as Item) ?? Number.NaN;
  return column;
}

function parameterColumns(trials: readonly Trial[], axes: readonly Axis[]): TrialColumns['parameters'] {
  return Object.fromEntries(
    axes.map(({ name, kind, values }) => {
      const places = new Map(values.map((value, place) => [value, place]));
      const numberOf = (value: Value | undefined) =>
        kind === 'choice' ? places.get(value as Value) : typeof value === 'number' ? value : undefined;
      return [name, numbers(trials, ({ config }) => numberOf(config[name]))];
    }),
  );
}

function metricColumns(trials: readonly Trial[]): TrialColumns['metrics'] {
  const columns: Record<string, Float64Array> = {};
  for (const [place, { metrics }] of trials.entries()) {
    for (const name in metrics) {
      columns[name] ??= new Float64Array(trials.length).fill(Number.NaN);
      (columns[name] as Float64Array)[place] = metrics[name] as number;
    }
  }
  return columns;
}
