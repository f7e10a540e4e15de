import { readFile } from 'node:fs/promises';
import { medianOf } from '../../src/statistics/median.ts';
import type { EpochRecord } from '../../src/study/trial.ts';
import type { Problem } from './problem.ts';

interface Document {
  readonly trials: readonly {
    readonly state: string;
    readonly seconds: number | null;
    readonly history?: readonly EpochRecord[];
  }[];
}

/** The loss of a net that diverged. */
const diverged = 1e3;

/**
 * The learning curves of a study that trained every trial to the end (`export --format json`). The configuration is the
 * number of a recorded net, so that only searches at random can be compared.
 */
export async function recordedProblem(file: string, name: string, epochs = 27): Promise<Problem> {
  const { trials } = JSON.parse(await readFile(file, 'utf8')) as Document;
  const ended = trials.filter(({ state }) => state === 'complete' || state === 'failed');
  const nets = ended.map(({ state, seconds, history = [] }) => {
    const losses = history.filter(({ epoch }) => epoch > 0).map(({ metrics }) => metrics.valLoss as number);
    const whole = state === 'complete' && losses.length === epochs;
    const curve = whole ? losses : new Array<number>(epochs).fill(diverged);
    return { curve, truth: Math.min(...curve), secondsPerEpoch: (seconds ?? 0) / Math.max(losses.length, 1) };
  });
  const truths = nets.map(({ truth }) => truth);
  return {
    ...{ name, family: 'recorded curves', direction: 'minimize', epochs, isEveryEpochUsable: true },
    optimum: Math.min(...truths),
    typical: medianOf(truths),
    space: [{ name: 'net', distribution: { type: 'int', min: 0, max: nets.length - 1 } }],
    evaluate: ({ net }) => nets[net as number] as (typeof nets)[number],
  };
}
