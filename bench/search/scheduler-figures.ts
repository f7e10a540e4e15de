import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { schedulers } from '../../src/schedulers/catalogue.ts';
import type { Scheduler } from '../../src/schedulers/scheduler.ts';
import { medianOf } from '../../src/statistics/median.ts';
import { randomFor } from '../../src/statistics/random.ts';
import { draw } from '../../src/study/distribution.ts';
import { isBetter } from '../../src/study/objective.ts';
import type { Configuration } from '../../src/study/search-space.ts';
import { missingPackage, runPeer } from '../python.ts';
import { markdownTable } from '../quality/grouped-outcomes.ts';
import { inTemporaryFolder } from '../temporary-folder.ts';
import type { Line } from './picture.ts';
import type { Evaluation, Problem } from './problem.ts';
import { type Simulation, simulate } from './simulate.ts';

const workers = 2;
const most = 400;

/** Random trials of a problem, the same for every scheduler. */
function trialsOf(problem: Problem, seed: number, count: number): Evaluation[] {
  return Array.from({ length: count }, (_, number) => {
    const random = randomFor('search methods', seed, number);
    const config: Configuration = Object.fromEntries(
      problem.space.map(({ name, distribution }) => [name, draw(distribution, random)]),
    );
    return problem.evaluate(config, seed + number);
  });
}

type Steps = Simulation['steps'];

/** Steps of a search for each seed, and of the random searches that set its marks with as many workers. */
interface Contestant {
  readonly name: string;
  readonly workers: number;
  readonly runs: readonly Steps[];
}

/**
 * The time to reach the final best of a random search that trains each of its trials to the end, as a share of that
 * search's time, for each seed; Infinity where it was never reached.
 */
function sharesOf(problem: Problem, { workers, runs }: Contestant, trials: number): number[] {
  return runs.map((steps, seed) => {
    const all = trialsOf(problem, seed, most);
    const random = simulate({ problem, scheduler: schedulers.none, workers, trials: all.slice(0, trials) });
    const mark = random.steps.at(-1)?.best as number;
    const reached = steps.find(({ best }) => !isBetter(problem.direction, mark, best));
    return (reached?.seconds ?? Number.POSITIVE_INFINITY) / random.seconds;
  });
}

/** Markdown: the shares of random search's time, and whether the decisions are the same at 1 to 64 workers. */
export async function schedulerText(problems: readonly Problem[], seeds: number): Promise<string> {
  const all = Object.values<Scheduler>(schedulers);
  const hasOptuna = (await missingPackage(['optuna'])) === undefined;
  const rows: string[][] = [];
  for (const problem of problems) {
    const contestants: Contestant[] = all.map((scheduler) => ({
      ...{ name: scheduler.name, workers },
      runs: Array.from(
        { length: seeds },
        (_, seed) => simulate({ problem, scheduler, workers, trials: trialsOf(problem, seed, most) }).steps,
      ),
    }));
    if (hasOptuna) contestants.push({ name: 'Optuna', workers: 1, runs: await optunaRuns(problem, seeds) });
    for (const trials of [30, 60, 120]) {
      const texts = contestants.map((contestant) => shareText(sharesOf(problem, contestant, trials)));
      rows.push([problem.name, String(trials), ...texts, ...(hasOptuna ? [] : ['–'])]);
    }
  }
  const head = ['problem', 'random trials', ...all.map(({ name }) => name), "Optuna's Hyperband"];
  const deciding = all.filter(({ name }) => name !== 'none');
  return [markdownTable([head, ...rows]), workersText(problems, deciding, seeds)].join('\n\n');
}

function optunaRuns(problem: Problem, seeds: number): Promise<Steps[]> {
  return inTemporaryFolder(async (folder) => {
    const file = join(folder, 'curves.json');
    const { direction, epochs, isEveryEpochUsable } = problem;
    const trials = Array.from({ length: seeds }, (_, seed) => trialsOf(problem, seed, most));
    await writeFile(file, JSON.stringify({ direction, epochs, isEveryEpochUsable, seeds: trials }));
    const { output, failure } = await runPeer('search/optuna_curves.py', [file]);
    if (failure !== undefined) throw new Error(failure);
    const runs = JSON.parse(output) as [seconds: number, best: number][][];
    return runs.map((steps) => steps.map(([seconds, best]) => ({ seconds, best })));
  });
}

function shareText(shares: readonly number[]): string {
  const sorted = [...shares].sort((one, other) => one - other);
  const at = (share: number) => {
    const value = sorted[Math.floor(share * (sorted.length - 1))] as number;
    return Number.isFinite(value) ? value.toFixed(2) : 'never';
  };
  return `${at(0.5)} (${at(0.25)}–${at(0.75)})`;
}

const counts = [1, 2, 4, 16, 64];

/** Ordered promotions: the same at any number of workers, and the price of that beside promotions by arrival. */
function workersText(problems: readonly Problem[], others: readonly Scheduler[], seeds: number): string {
  const rows = problems.flatMap((problem) =>
    others.map((scheduler) => {
      const bySeed = Array.from({ length: seeds }, (_, seed) => {
        const trials = trialsOf(problem, seed, most);
        const run = (count: number, isPlain = false): Simulation =>
          simulate({ problem, scheduler, trials, workers: count, isPlain });
        const [first, ...more] = counts.map((count) => run(count));
        const isSame = more.every(({ decisions }) => decisions === first?.decisions);
        const price = scheduler.halving === undefined ? Number.NaN : run(4).seconds / run(4, true).seconds;
        const plain =
          scheduler.halving === undefined ? true : run(4, true).decisions === run(1, true).decisions;
        return { isSame, price, plain };
      });
      const price = medianOf(bySeed.map((each) => each.price));
      return [
        problem.name,
        scheduler.name,
        `${bySeed.filter(({ isSame }) => isSame).length} of ${seeds}`,
        scheduler.halving === undefined ? '–' : `${bySeed.filter(({ plain }) => plain).length} of ${seeds}`,
        Number.isNaN(price) ? '–' : price.toFixed(3),
      ];
    }),
  );
  const head = [
    'problem',
    'scheduler',
    'same decisions at 1, 2, 4, 16, 64 workers',
    'by arrival: the same at 1 and 4',
    'time at 4 workers, ordered / by arrival',
  ];
  return markdownTable([head, ...rows]);
}

/** The best value by time, the median over seeds, for a picture. */
export function schedulerLines(problem: Problem, seeds: number): Line[] {
  return Object.values<Scheduler>(schedulers).map((scheduler) => {
    const runs = Array.from({ length: seeds }, (_, seed) =>
      simulate({ problem, scheduler, workers, trials: trialsOf(problem, seed, most) }),
    );
    const end = medianOf(runs.map(({ seconds }) => seconds));
    const times = Array.from({ length: 60 }, (_, index) => end * 10 ** ((index - 59) / 30));
    const points = times.flatMap((time) => {
      const values = runs.map(({ steps }) => steps.findLast(({ seconds }) => seconds <= time)?.best);
      const known = values.filter((value) => value !== undefined);
      return known.length < runs.length ? [] : [[time, medianOf(known)] as const];
    });
    return { name: scheduler.name, points };
  });
}
