import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Section } from '../figure.ts';
import { hartmannProblem } from './hartmann.ts';
import { measureSamplers } from './measure-samplers.ts';
import { writeLines } from './picture.ts';
import type { Problem } from './problem.ts';
import { recordedProblem } from './recorded.ts';
import { samplerLines, samplerText } from './sampler-figures.ts';
import { schedulerLines, schedulerText } from './scheduler-figures.ts';

export interface SearchMethodOptions {
  /** The folder of the tables that bench/peers/search/convert_tables.py has written. */
  readonly tables?: string | undefined;
  /** Studies in JSON whose trials ran all epochs, with commas. */
  readonly curves?: string | undefined;
  /** A file of JSON lines that the outcomes of samplers are added to; what it has is not run again. */
  readonly results?: string | undefined;
  /** The number of seeds. */
  readonly seeds?: string | undefined;
  /** A folder for pictures. */
  readonly pictures?: string | undefined;
}

const trials = 100;

/** Samplers at an equal number of trials, and schedulers in virtual time: the figures of docs/search.md. */
export async function measureSearchMethods(options: SearchMethodOptions): Promise<Section> {
  const seeds = Number(options.seeds ?? 20);
  const results = options.results ?? join(tmpdir(), 'hpsearch-search-methods.jsonl');
  const { problems, outcomes } = await measureSamplers({ folder: options.tables, results, seeds, trials });
  const staged = await stagedProblems(options.curves);
  if (options.pictures !== undefined) {
    await mkdir(options.pictures, { recursive: true });
    await writeLines(join(options.pictures, 'samplers.svg'), {
      ...{ title: 'Regret by the number of trials', x: 'trials', y: 'regret, a typical configuration has 1' },
      lines: samplerLines(problems, outcomes),
    });
    for (const problem of staged.filter(({ isEveryEpochUsable }) => isEveryEpochUsable)) {
      await writeLines(join(options.pictures, `schedulers-${problem.name}.svg`), {
        ...{
          title: `Best loss by time: ${problem.name}`,
          x: 'seconds with 2 workers',
          y: 'best validation loss',
        },
        lines: schedulerLines(problem, seeds),
      });
    }
  }
  return {
    title: 'samplers and schedulers on outcomes that are known',
    ...{ measurements: [], targets: [] },
    text: [samplerText(problems, outcomes), await schedulerText(staged, seeds)].join('\n\n'),
  };
}

/** Problems with the value of every epoch. */
async function stagedProblems(curves: string | undefined): Promise<Problem[]> {
  const files = curves === undefined ? [] : curves.split(',');
  const recorded = await Promise.all(
    files.map((file) =>
      recordedProblem(file, file.replace(/^.*\//, '').replace(/-study\.json$|\.json$/, '')),
    ),
  );
  return [
    ...recorded,
    hartmannProblem(3, 'good'),
    hartmannProblem(6, 'good'),
    hartmannProblem(6, 'moderate'),
  ];
}
