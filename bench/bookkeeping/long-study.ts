import { runProgram } from '../child.ts';
import { type Measurement, measured, type Section } from '../figure.ts';

const trials = 100_000;
const atOnce = 10_000;

/** Milliseconds of the processor and of the clock for each of so many trials, and resident memory after them. */
export interface TrialsAtOnce {
  readonly processor: number;
  readonly clock: number;
  readonly megabytes: number;
}

/** Whether a trial costs the same, and memory stays, in a study of 100,000 trials that train nothing; one worker. */
export async function measureLongStudy(): Promise<Section> {
  const program = new URL('./run-long-study.js', import.meta.url);
  const runs = (await runProgram(program, [`${trials}`, `${atOnce}`])) as TrialsAtOnce[];
  const [first, last] = [runs[0], runs.at(-1)];
  if (first === undefined || last === undefined) throw new Error('no trial has ended');
  const each = (name: string, unit: Measurement['unit'], value: keyof TrialsAtOnce) =>
    measured(
      name,
      unit,
      runs.map((run) => run[value]),
    );
  return {
    title: `${trials} trials in one study, ten reports each, no training`,
    measurements: [
      each(`processor a trial, in each ${atOnce}`, 'ms', 'processor'),
      each('the same by the clock', 'ms', 'clock'),
      each('resident memory after them', 'MB', 'megabytes'),
    ],
    targets: [
      {
        name: `more processor in the last ${atOnce} than in the first`,
        unit: '%',
        value: 100 * (last.processor / first.processor - 1),
        ...{ must: 20, aim: 10 },
      },
      {
        name: 'more memory after the last than after the first',
        unit: 'MB',
        value: last.megabytes - first.megabytes,
        ...{ must: 64, aim: 32 },
      },
    ],
  };
}
