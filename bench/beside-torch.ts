import type { BackendName } from '../src/study/study-spec.ts';
import { seekTfjsNode } from '../src/training/native/tfjs-node.ts';
import { runProgram } from './child.ts';
import { type Measurement, measured, median, ratio, type Section } from './figure.ts';
import { missingPackage, runPeer } from './python.ts';
import type { StepTime } from './steps/time-steps.ts';

/** A net by its name in our program and in that of PyTorch. */
export interface TimedNet {
  readonly title: string;
  readonly program: URL;
  /** The arguments of our program. */
  args(backend: BackendName): readonly string[];
  readonly peer: string;
  readonly peerArgs: readonly string[];
}

/**
 * Milliseconds a step of nets, ours on wasm and, where it is installed, native TensorFlow, beside PyTorch, all with one
 * thread, by the processor's time. The runs take turns, each in a process of its own.
 */
export async function besideTorch(
  title: string,
  nets: readonly TimedNet[],
  repeats: number,
): Promise<Section> {
  const missing = await missingPackage(['torch']);
  const backends: readonly BackendName[] = seekTfjsNode() === undefined ? ['wasm'] : ['wasm', 'native'];
  const times = nets.map((net) => ({ net, torch: [] as StepTime[] }));
  const ours = nets.flatMap((net) => backends.map((backend) => ({ net, backend, times: [] as StepTime[] })));
  for (let repeat = 0; repeat < repeats; repeat++) {
    for (const { net, torch } of times) {
      for (const each of ours.filter((one) => one.net === net)) {
        each.times.push((await runProgram(net.program, [...net.args(each.backend)])) as StepTime);
      }
      if (missing === undefined) torch.push(await torchTime(net));
    }
  }
  const measurements = times.map(({ net, torch }) => ({
    title: net.title,
    torch: measurementOf(`${net.title}: PyTorch, one thread`, torch, missing),
    ours: ours
      .filter((one) => one.net === net)
      .map(({ backend, times: own }) => ({
        backend,
        own: measurementOf(`${net.title}: ours, ${backend}`, own),
      })),
  }));
  return {
    title,
    measurements: measurements.flatMap((net) => [...net.ours.map(({ own }) => own), net.torch]),
    targets: measurements.flatMap((net) =>
      net.ours.map(({ backend, own }) => ({
        name: `${net.title}: PyTorch beside ours, ${backend}`,
        unit: '×',
        value: ratio(net.torch, own),
        must: 0.5,
        aim: 1,
      })),
    ),
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
