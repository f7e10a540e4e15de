import { runProgram } from '../child.ts';
import { type Measurement, measured, median, ratio, type Section } from '../figure.ts';
import { missingPackage, runPeer } from '../python.ts';
import type { StepTime } from '../steps/time-steps.ts';
import { recurrentNets } from './nets.ts';

/**
 * Milliseconds a step of recurrent nets, ours on wasm beside PyTorch with one thread. The runs of both take turns, each
 * in a process of its own.
 */
export async function measureRecurrent(repeats: number): Promise<Section> {
  const missing = await missingPackage(['torch']);
  const times = new Map(
    Object.keys(recurrentNets).map((name) => [name, { ours: [] as StepTime[], torch: [] as StepTime[] }]),
  );
  for (let repeat = 0; repeat < repeats; repeat++) {
    for (const [name, { ours, torch }] of times) {
      ours.push((await runProgram(new URL('./ours.js', import.meta.url), [name])) as StepTime);
      if (missing === undefined) torch.push(await torchTime(name));
    }
  }
  const measurements = [...times].map(([name, { ours, torch }]) => ({
    name,
    ours: measurementOf(`${recurrentNets[name]?.title}: ours, wasm`, ours),
    torch: measurementOf(`${recurrentNets[name]?.title}: PyTorch, one thread`, torch, missing),
  }));
  return {
    title: 'A training step of recurrent nets, batch 64, Adam, processor time',
    measurements: measurements.flatMap(({ ours, torch }) => [ours, torch]),
    targets: measurements.map(({ name, ours, torch }) => ({
      name: `${recurrentNets[name]?.title}: PyTorch beside ours`,
      unit: '×',
      value: ratio(torch, ours),
      must: 0.5,
      aim: 1,
    })),
  };
}

async function torchTime(name: string): Promise<StepTime> {
  const { output, failure } = await runPeer('torch_recurrent.py', [name]);
  if (failure !== undefined) throw new Error(failure);
  return JSON.parse(output) as StepTime;
}

/** By the processor's time, which programs beside it change less. */
function measurementOf(name: string, times: readonly StepTime[], missing?: string): Measurement {
  const wallMs = median(times.map((time) => time.wallMs));
  const note = missing ?? `wall clock ${wallMs?.toPrecision(3)} ms`;
  return measured(
    name,
    'ms',
    times.map((time) => time.processorMs),
    note,
  );
}
