import { medianOf } from '../../../src/statistics/median.ts';
import { markdownTable } from '../../quality/grouped-outcomes.ts';
import type { Line } from '../picture.ts';
import { methods, optuna, type RaceOutcome, stepsOf } from './race-outcomes.ts';
import type { Step } from './timed-search.ts';

const units = { 'processor time': 'processorSeconds', clock: 'seconds', epochs: 'epochs' } as const;
type Unit = (typeof units)[keyof typeof units];

/**
 * Markdown: what a method had spent when it had found as small a loss as the random search's least one, as a share of what
 * that had spent in all; the median, the least and the largest over the seeds.
 */
export function raceText(races: readonly string[], outcomes: readonly RaceOutcome[]): string {
  const others = [...Object.keys(methods), optuna].filter((method) => method !== 'random');
  const rows = races.flatMap((race) => {
    const own = outcomes.filter((outcome) => outcome.race === race);
    const randoms = own.filter(({ method }) => method === 'random');
    return Object.entries(units).map(([name, unit]) => {
      const spent = randoms.map(({ steps }) => (steps.at(-1) as Step)[unit]);
      const total = spent.length === 0 ? '–' : `${Number(medianOf(spent).toPrecision(3))}`;
      return [race, name, total, ...others.map((method) => shareText(own, randoms, { method, unit }))];
    });
  });
  return markdownTable([['race', 'measured in', 'random, 30 trials', ...others], ...rows]);
}

function shareText(
  outcomes: readonly RaceOutcome[],
  randoms: readonly RaceOutcome[],
  { method, unit }: { readonly method: string; readonly unit: Unit },
): string {
  const shares = randoms
    .flatMap(({ race, seed, steps: random }) => {
      const steps = stepsOf(outcomes, { race, method, seed });
      const end = random.at(-1);
      if (steps === undefined || end === undefined) return [];
      const reached = steps.find(({ best }) => best <= end.best);
      return [reached === undefined ? Number.POSITIVE_INFINITY : reached[unit] / end[unit]];
    })
    .sort((one, other) => one - other);
  if (shares.length === 0) return '–';
  const [least, largest] = [shares[0] as number, shares.at(-1) as number];
  return `${shown(medianOf(shares))} (${shown(least)}–${shown(largest)})`;
}

function shown(share: number): string {
  return Number.isFinite(share) ? share.toFixed(2) : 'never';
}

/** The best loss by processor time, the median over the seeds, from the time on when every search has one. */
export function raceLines(outcomes: readonly RaceOutcome[]): Line[] {
  const names = [...new Set(outcomes.map(({ method }) => method))];
  const ends = outcomes
    .filter(({ method }) => method === 'random')
    .map(({ steps }) => (steps.at(-1) as Step).processorSeconds);
  const end = medianOf(ends);
  const times = Array.from({ length: 60 }, (_, index) => end * 20 ** ((index - 59) / 59));
  return names.map((name) => {
    const runs = outcomes.filter(({ method }) => method === name);
    const points = times.flatMap((time) => {
      const known = runs.flatMap(
        ({ steps }) => steps.findLast(({ processorSeconds }) => processorSeconds <= time)?.best ?? [],
      );
      return known.length < runs.length ? [] : [[time, medianOf(known)] as const];
    });
    return { name, points };
  });
}
