import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { projectFolder, runProgram } from '../../child.ts';
import type { Section } from '../../figure.ts';
import { missingPackage, runPeer } from '../../python.ts';
import { inTemporaryFolder } from '../../temporary-folder.ts';
import { writeLines } from '../picture.ts';
import { raceLines, raceText } from './race-figures.ts';
import { methods, optuna, type RaceOutcome, readOutcomes, stepsOf } from './race-outcomes.ts';
import type { Step, TimedRequest } from './timed-search.ts';

export interface RaceOptions {
  /** Names with commas; all where it is left out. */
  readonly races?: string | undefined;
  /** The number of seeds. */
  readonly seeds?: string | undefined;
  /** A file of JSON lines that outcomes are added to; what it has is not run again. */
  readonly results?: string | undefined;
  /** A folder for pictures. */
  readonly pictures?: string | undefined;
}

interface Race {
  readonly space: string;
  /** True: the others end as soon as they have found as small a loss as the random search. */
  readonly endsAtMark: boolean;
  readonly methods: readonly string[];
}

const all = [...Object.keys(methods), optuna];
const races: Readonly<Record<string, Race>> = {
  digits: { space: '../digits-curves.json', endsAtMark: false, methods: all },
  cnn: { space: 'cnn.json', endsAtMark: false, methods: all },
  mnist: { space: 'mnist.json', endsAtMark: true, methods: ['random', 'asha'] },
};

const [workers, randomTrials, otherTrials] = [2, 30, 120];
const firstSeed = 5;

/** Real searches by the clock and in processor time, the others for as long as the random one has taken. */
export async function measureRace(options: RaceOptions): Promise<Section> {
  const results = options.results ?? join(tmpdir(), 'hpsearch-race.jsonl');
  const names = options.races?.split(',') ?? Object.keys(races);
  const seeds = Array.from({ length: Number(options.seeds ?? 5) }, (_, index) => firstSeed + index);
  const hasOptuna = (await missingPackage(['optuna'])) === undefined;
  const outcomes = await readOutcomes(results);
  for (const seed of seeds) {
    for (const race of names) {
      for (const method of races[race]?.methods ?? []) {
        if (method === optuna && !hasOptuna) continue;
        if (stepsOf(outcomes, { race, method, seed }) !== undefined) continue;
        const random = stepsOf(outcomes, { race, method: 'random', seed });
        const outcome = { race, method, seed, steps: await runOnce(race, method, { seed, random }) };
        outcomes.push(outcome);
        await appendFile(results, `${JSON.stringify(outcome)}\n`);
        console.error(`${race} ${method} ${seed}`);
      }
    }
  }
  const shown = outcomes.filter(({ race, seed }) => names.includes(race) && seeds.includes(seed));
  if (options.pictures !== undefined) await writePictures(options.pictures, names, shown);
  return {
    title: 'races of real searches with 2 workers',
    ...{ measurements: [], targets: [] },
    text: raceText(names, shown),
  };
}

async function runOnce(
  race: string,
  method: string,
  { seed, random }: { readonly seed: number; readonly random: readonly Step[] | undefined },
): Promise<Step[]> {
  const { space: name, endsAtMark } = races[race] as Race;
  const space = join(projectFolder, 'bench/search/race', name);
  const end = random?.at(-1);
  const processorSeconds = end?.processorSeconds;
  if (method === optuna) return runOptuna(space, { seed, processorSeconds });
  const request: TimedRequest = {
    ...{ space, seed, workers, ...methods[method as keyof typeof methods] },
    trials: end === undefined ? randomTrials : otherTrials,
    ...(end && { processorSeconds: end.processorSeconds, ...(endsAtMark && { mark: end.best }) }),
  };
  const program = new URL('./timed-search.js', import.meta.url);
  return (await runProgram(program, [JSON.stringify(request)])) as Step[];
}

function runOptuna(
  space: string,
  given: { readonly seed: number; readonly processorSeconds: number | undefined },
): Promise<Step[]> {
  return inTemporaryFolder(async (folder) => {
    const plan = join(folder, 'plan.json');
    const file = JSON.parse(await readFile(space, 'utf8'));
    const trainer = fileURLToPath(new URL('./optuna-trainer.js', import.meta.url));
    const command = [process.execPath, trainer, space, String(given.seed)];
    const { maxEpochs } = file.training;
    await writeFile(
      plan,
      JSON.stringify({
        ...given,
        command,
        space: file.space,
        epochs: maxEpochs,
        trials: otherTrials,
        workers,
      }),
    );
    const { output, failure } = await runPeer('search/optuna_training.py', [plan]);
    if (failure !== undefined) throw new Error(failure);
    return JSON.parse(output) as Step[];
  });
}

async function writePictures(folder: string, names: readonly string[], outcomes: readonly RaceOutcome[]) {
  await mkdir(folder, { recursive: true });
  for (const name of names.filter((each) => races[each]?.endsAtMark === false)) {
    await writeLines(join(folder, `race-${name}.svg`), {
      title: `Best loss by processor time: ${name}`,
      ...{ x: 'processor seconds of both workers', y: 'best validation loss' },
      lines: raceLines(outcomes.filter(({ race }) => race === name)),
    });
  }
}
