import { join } from 'node:path';
import { makeStudy } from '../../test/made-study/made-study.ts';
import { runProgram } from '../child.ts';
import { measured, type Section } from '../figure.ts';
import { inTemporaryFolder } from '../temporary-folder.ts';
import type { ReadTimes } from './read-study.ts';

const trials = 10_000;
const epochs = 50;

/** The cost of what the dashboard reads of a study of 10,000 trials of 50 epochs: the processor time of each part, and the memory of all. */
export function measureStudyData(repeats: number): Promise<Section> {
  return inTemporaryFolder(async (folder) => {
    const database = join(folder, 'made.db');
    await makeStudy(database, { trials, epochs });
    const runs: ReadTimes[] = [];
    for (let repeat = 0; repeat < repeats; repeat++) {
      const program = new URL('./read-study.js', import.meta.url);
      runs.push((await runProgram(program, [database])) as ReadTimes);
    }
    const of = (name: keyof ReadTimes) => runs.map((run) => run[name]);
    const first = measured(
      'head and trials, all that the first picture needs',
      'ms',
      runs.map(({ head, columns }) => head + columns),
    );
    const memory = measured('most resident memory of a process that reads all of it', 'MB', of('megabytes'));
    return {
      title: `the dashboard's data of ${trials} trials × ${epochs} epochs`,
      measurements: [
        measured('head of the study', 'ms', of('head')),
        measured('trials as columns', 'ms', of('columns')),
        measured('their bytes', 'MB', of('columnMegabytes')),
        measured('curves as columns', 'ms', of('curves')),
        measured('their bytes', 'MB', of('curveMegabytes')),
        measured('verdict', 'ms', of('verdict')),
        first,
        memory,
      ],
      targets: [
        { name: 'data of the first picture', unit: 'ms', value: first.median, must: 1000, aim: 500 },
        { name: 'memory of all its data', unit: 'MB', value: memory.median, must: 300, aim: 200 },
      ],
    };
  });
}
