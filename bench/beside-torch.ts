import { runProgram } from './child.ts';
import { type Measurement, measured, median, ratio, type Section } from './figure.ts';
import { missingPackage, runPeer } from './python.ts';
import type { StepTime } from './steps/time-steps.ts';

/** A net by its name in our program and in that of PyTorch. */
export interface TimedNet {
  readonly title: string;
  readonly program: URL;
  readonly args: readonly string[];
  readonly peer: string;
  readonly peerArgs: readonly string[];
}

/**
 * Milliseconds a step of nets, ours on wasm beside PyTorch with one thread, by the processor's time. The runs of both take
 * turns, each in a process of its own.
 */
export async function besideTorch(
  title: string,
  nets: readonly TimedNet[],
  repeats: number,
): Promise<Section> {
  const missing = await missingPackage(['torch']);
  const times = nets.map((net) => ({ net, ours: [] as StepTime[], torch: [] as StepTime[] }));
  for (let repeat = 0; repeat < repeats; repeat++) {
    for (const { net, ours, torch } of times) {
      ours.push((await runProgram(net.program, [...net.args])) as StepTime);
      if (missing === undefined) torch.push(await torchTime(net));
    }
  }
  const measurements = times.map(({ net, ours, torch }) => ({
    name: net.title,
    ours: measurementOf(`${net.title}: ours, wasm`, ours),
    torch: measurementOf(`${net.title}: PyTorch, one thread`, torch, missing),
  }));
  return {
    title,
    measurements: measurements.flatMap(({ ours, torch }) => [ours, torch]),
    targets: measurements.map(({ name, ours, torch }) => ({
      name: `${name}: PyTorch beside ours`,
      unit: '×',
      value: ratio(torch, ours),
      must: 0.5,
      aim: 1,
    })),
  };
}

async function torchTime({ peer, peerArgs }: TimedNet): Promise<StepTime> {
  const { output, failure } = await runPeer(peer, peerArgs);
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
