import { medianOf } from '../../src/statistics/median.ts';
import { markdownTable } from '../quality/grouped-outcomes.ts';
import { rankMethods } from '../quality/ranks.ts';
import { type Outcome, ours, peers } from './measure-samplers.ts';
import type { Line } from './picture.ts';
import { type Problem, regretOf } from './problem.ts';
import { rankSumTest } from './rank-sum.ts';

/** More lines than these would hide each other. */
const drawn = ['random', 'random, twice the trials', 'sobol', 'grid', 'tpe', 'gp', 'optuna-tpe'];

/** The regret after a number of trials, the median over the seeds, by problem and method; and the mean ranks. */
export function samplerText(problems: readonly Problem[], outcomes: readonly Outcome[]): string {
  const methods = [...Object.keys(ours), ...peers].filter((name) =>
    problems.some((problem) => find(outcomes, problem, name) !== undefined),
  );
  const tabulated = problems.filter(({ family }) => family !== 'MFHartmann');
  const rows = problems.map((problem) => [
    problem.name,
    ...methods.map((method) => regretText(problem, find(outcomes, problem, method))),
  ]);
  const { losses, ranks, chance, criticalDifference } = ranksAfter(
    trialsOf(outcomes),
    tabulated,
    outcomes,
    methods,
  );
  if (losses.length === 0) return markdownTable([['problem', ...methods], ...rows]);
  const shown = (numbers: readonly number[]) => numbers.map((rank) => rank.toFixed(2));
  const table = markdownTable([['problem', ...methods], ...rows, ['mean rank', ...shown(ranks)]]);
  const ranking = `${losses.length} tables; Friedman's p = ${chance.toPrecision(2)}; mean ranks that differ by less than ${criticalDifference?.toFixed(2)} cannot be told apart (Nemenyi, 95 %).`;
  const half = Math.floor(trialsOf(outcomes) / 2);
  const early = ranksAfter(half, tabulated, outcomes, methods).ranks;
  const earlyRanking = `after ${half} trials the mean ranks are ${shown(early).join(', ')}`;
  const pairs = [trialsOf(outcomes), half].map((trials) => {
    const texts = methods.flatMap((method) =>
      ['random', 'tpe', 'optuna-tpe'].flatMap((reference) =>
        method === reference ? [] : [pairText(tabulated, outcomes, [method, reference], trials)],
      ),
    );
    return [`after ${trials} trials`, ...texts].join('\n');
  });
  return [table, ranking, earlyRanking, ...pairs].join('\n\n');
}

/** The number of trials of the methods that have no more than others. */
function trialsOf(outcomes: readonly Outcome[]): number {
  return Math.min(...outcomes.map(({ truths }) => truths[0]?.length ?? 0));
}

/** The median regrets [table][method] and their ranks, for the tables on which all methods were measured. */
function ranksAfter(
  trials: number,
  problems: readonly Problem[],
  outcomes: readonly Outcome[],
  methods: readonly string[],
) {
  const losses = problems
    .map((problem) =>
      methods.flatMap((method) => medianRegret(problem, find(outcomes, problem, method), trials) ?? []),
    )
    .filter((own) => own.length === methods.length);
  return { losses, ...rankMethods(losses) };
}

/** On how many tables one method is better or worse than another by more than chance (Mann and Whitney, 95 %). */
function pairText(
  problems: readonly Problem[],
  outcomes: readonly Outcome[],
  [method, reference]: readonly [string, string],
  trials: number,
): string {
  const verdicts = problems.flatMap((problem) => {
    const [one, other] = [find(outcomes, problem, method), find(outcomes, problem, reference)];
    if (one === undefined || other === undefined) return [];
    const [own, its] = [regretsOf(problem, one, trials), regretsOf(problem, other, trials)];
    if (rankSumTest(own, its) >= 0.05) return ['no difference'];
    return [medianOf(own) < medianOf(its) ? 'better' : 'worse'];
  });
  const count = (verdict: string) => verdicts.filter((each) => each === verdict).length;
  return `${method} against ${reference}: better on ${count('better')} of ${verdicts.length}, worse on ${count('worse')}`;
}

/** The mean over the tables of the median regret after each trial. */
export function samplerLines(problems: readonly Problem[], outcomes: readonly Outcome[]): Line[] {
  const tabulated = problems.filter(({ family }) => family !== 'MFHartmann');
  return drawn.flatMap((name) => {
    const found = tabulated.flatMap((problem) => {
      const own = find(outcomes, problem, name);
      return own === undefined ? [] : [{ problem, own }];
    });
    const trials = found[0]?.own.truths[0]?.length ?? 0;
    const points = Array.from({ length: Math.floor(trials / timesOf(name)) }, (_, trial) => {
      const regrets = found.map(({ problem, own }) => medianRegret(problem, own, trial + 1) ?? 0);
      return [trial + 1, regrets.reduce((sum, regret) => sum + regret, 0) / regrets.length] as const;
    });
    return points.length === 0 ? [] : [{ name, points }];
  });
}

function find(outcomes: readonly Outcome[], { name }: Problem, method: string): Outcome | undefined {
  return outcomes.find((outcome) => outcome.problem === name && outcome.method === method);
}

/** How many trials a method has for each of the others'. */
function timesOf(method: string): number {
  return ours[method]?.times ?? 1;
}

function regretsOf(problem: Problem, { method, truths }: Outcome, trials: number): number[] {
  return truths.map((own) => regretOf(problem, own[trials * timesOf(method) - 1] as number));
}

function medianRegret(problem: Problem, outcome: Outcome | undefined, trials: number): number | undefined {
  if (outcome === undefined) return undefined;
  return medianOf(regretsOf(problem, outcome, trials));
}

/** The median and the quartiles, in thousandths of a typical configuration's regret. */
function regretText(problem: Problem, outcome: Outcome | undefined): string {
  if (outcome === undefined) return '–';
  const trials = (outcome.truths[0] ?? []).length / timesOf(outcome.method);
  const sorted = regretsOf(problem, outcome, trials).sort((one, other) => one - other);
  const at = (share: number) =>
    ((sorted[Math.floor(share * (sorted.length - 1))] as number) * 1000).toFixed(0);
  return `${(medianOf(sorted) * 1000).toFixed(0)} (${at(0.25)}–${at(0.75)})`;
}
