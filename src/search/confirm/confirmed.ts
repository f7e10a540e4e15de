import type { ConfirmedLead, ConfirmedTrial, ConfirmReport } from '../../reports/confirm-report.ts';
import { correctedError } from '../../statistics/corrected-test.ts';
import { meanOf } from '../../statistics/mean.ts';
import { level } from '../../statistics/mean-interval.ts';
import type { Study } from '../../store/store.ts';
import type { Trial } from '../../study/trial.ts';
import { meanValue, type Race, type RaceRules } from './race.ts';

/** The report of a race that has ended. */
export function reportOn(
  { name, spec }: Study,
  trials: readonly Trial[],
  { rounds, racers, rules, areDivisionsNew }: Race & { rules: RaceRules; areDivisionsNew: boolean },
): ConfirmReport {
  const { metric, direction } = spec.objective;
  const sign = direction === 'minimize' ? 1 : -1;
  const byTrial = new Map(trials.map((trial) => [trial.trial, trial]));
  const left = racers
    .filter((racer) => racer.outAfter === null && meanValue(racer) !== undefined)
    .sort((one, other) => sign * ((meanValue(one) as number) - (meanValue(other) as number)))
    .map(({ trial }) => trial);
  const size = (trial: number) => byTrial.get(trial)?.parameters ?? Number.POSITIVE_INFINITY;
  const near = left.filter((trial) => isNear(trial, left[0] as number, racers, { sign, ...rules }));
  const smallest = near.reduce((one, other) => (size(other) < size(one) ? other : one), left[0] as number);
  return {
    ...{ study: name, metric, direction, rounds, areDivisionsNew },
    candidates: racers.map((racer) => confirmed(racer, byTrial.get(racer.trial) as Trial, rules)),
    winner: left.length === 0 ? null : smallest,
    verdict: left.length === 0 ? 'none' : left.length === 1 ? 'better' : 'equal',
    equals: left,
    luck: leadOf(trials, racers, sign),
    level,
  };
}

/** True within one standard error of the best: the rule of Breiman et al., Classification and Regression Trees, 1984. */
function isNear(
  trial: number,
  best: number,
  racers: Race['racers'],
  { sign, judgedRatio }: RaceRules & { readonly sign: number },
): boolean {
  const [own, least] = [trial, best].map((number) =>
    racers
      .filter((racer) => racer.trial === number)
      .flatMap(({ rounds }) => rounds.flatMap((each) => each ?? [])),
  ) as [number[], number[]];
  const differences = own.map((value, at) => sign * (value - (least[at] ?? value)));
  return differences.length < 2 || meanOf(differences) <= correctedError(differences, judgedRatio);
}

function confirmed(
  racer: Race['racers'][number],
  { trial, parameters, value }: Trial,
  { judgedRatio }: RaceRules,
): ConfirmedTrial {
  const values = racer.rounds.flatMap((round) => round ?? []);
  return {
    ...{ trial, parameters, value: value as number },
    values: racer.rounds.map((round) => (round === undefined ? null : meanOf(round))),
    mean: meanValue(racer) ?? null,
    standardError: values.length < 2 ? null : correctedError(values, judgedRatio),
    outAfter: racer.outAfter,
  };
}

function leadOf(trials: readonly Trial[], racers: Race['racers'], sign: number): ConfirmedLead | null {
  const [first, second] = trials;
  const [best, next] = racers;
  if (first === undefined || second === undefined || best === undefined || next === undefined) return null;
  const both = best.rounds.flatMap((round, index) => {
    const other = next.rounds[index];
    return round === undefined || other === undefined ? [] : [meanOf(other) - meanOf(round)];
  });
  if (both.length === 0) return null;
  return {
    ...{ trial: first.trial, over: second.trial },
    searchLead: sign * ((second.value as number) - (first.value as number)),
    lead: sign * meanOf(both),
  };
}
