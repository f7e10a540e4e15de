import { type BackendName, backendNames } from '../../src/study/study-spec.ts';
import { runProgram } from '../child.ts';
import { type Measurement, measured, median, ratio, type Section } from '../figure.ts';
import { type NetName, netTitles } from './nets.ts';
import type { StepTime } from './time-steps.ts';

/** `plain` is ours on native TensorFlow without sessions. */
type Engine = 'stock' | 'ours' | 'plain';

/** The others take stock TensorFlow.js minutes a step on cpu. */
const smallNets: readonly NetName[] = ['tiny', 'dense', 'cnn'];

interface Case {
  readonly net: NetName;
  readonly engine: Engine;
  readonly backend: BackendName;
  readonly times: StepTime[];
  failure?: string;
}

/**
 * Milliseconds a step of each net, `model.fit` against our learner, on each backend. Each run is a process of its own,
 * and the runs of all cases take turns, so that a busy minute of the machine falls on all of them.
 */
export async function measureSteps(repeats: number): Promise<Section> {
  const cases: Case[] = smallNets.flatMap((net) =>
    backendNames.flatMap((backend) =>
      enginesOf(backend).map((engine) => ({ net, engine, backend, times: [] })),
    ),
  );
  for (let repeat = 0; repeat < repeats; repeat++) {
    for (const each of cases) if (each.failure === undefined) await timeOnce(each);
  }
  const measurements = new Map(cases.map((each) => [keyOf(each), measurementOf(each)]));
  return {
    title: 'A training step, batch 64, Adam',
    measurements: [...measurements.values()],
    targets: targetsOf((net, engine, backend) => measurements.get(keyOf({ net, engine, backend }))),
  };
}

function enginesOf(backend: BackendName): readonly Engine[] {
  return ['stock', 'ours', ...(backend === 'native' ? (['plain'] as const) : [])];
}

async function timeOnce(each: Case): Promise<void> {
  try {
    const program = new URL(each.engine === 'stock' ? './stock.js' : './ours.js', import.meta.url);
    const time = (await runProgram(program, [each.backend, each.net, '1', each.engine])) as StepTime;
    console.error(`${keyOf(each)}: ${time.wallMs.toPrecision(3)} ms a step`);
    each.times.push(time);
  } catch (error) {
    each.failure = (error as Error).message;
    console.error(`${keyOf(each)}: ${each.failure}`);
  }
}

function keyOf({ net, engine, backend }: Pick<Case, 'net' | 'engine' | 'backend'>): string {
  return `${net} ${engine} ${backend}`;
}

function measurementOf({ net, engine, backend, times, failure }: Case): Measurement {
  const who = { stock: 'stock fit', ours: 'ours', plain: 'ours without sessions' }[engine];
  const processorMs = median(times.map((time) => time.processorMs));
  const note = failure === undefined ? `processor ${processorMs?.toPrecision(3)} ms` : `fails: ${failure}`;
  const wallMs = times.map((time) => time.wallMs);
  return measured(`${netTitles[net]}: ${who}, ${backend}`, 'ms', wallMs, note);
}

function targetsOf(
  find: (net: NetName, engine: Engine, backend: BackendName) => Measurement | undefined,
): Section['targets'] {
  const fastest = (net: NetName) =>
    backendNames
      .map((backend) => find(net, 'ours', backend))
      .filter((each) => each?.median !== undefined)
      .sort((a, b) => (a?.median ?? 0) - (b?.median ?? 0))[0];
  return [
    {
      name: 'tiny dense: ours on its best backend, beside stock wasm fit',
      unit: '×',
      value: ratio(find('tiny', 'stock', 'wasm'), fastest('tiny')),
      must: 3,
      aim: 8,
    },
    {
      name: '784-256-128-10 dense: ours on wasm, beside stock wasm fit',
      unit: '×',
      value: ratio(find('dense', 'stock', 'wasm'), find('dense', 'ours', 'wasm')),
      must: 4,
      aim: 8,
    },
    {
      name: 'small CNN: ours on wasm, beside stock cpu fit',
      unit: '×',
      value: ratio(find('cnn', 'stock', 'cpu'), find('cnn', 'ours', 'wasm')),
      must: 20,
      aim: 60,
    },
  ];
}
