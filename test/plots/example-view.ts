import type { CurveColumns } from '../../src/plots/columns/curve-columns.ts';
import { missingInteger, stateCodes, type TrialColumns } from '../../src/plots/columns/trial-columns.ts';
import type { Axis, StudyHead } from '../../src/plots/study-head.ts';
import type { StudyView } from '../../src/plots/study-view.ts';
import { randomFor } from '../../src/statistics/random.ts';

interface Asked {
  readonly trials: number;
  readonly epochs?: number;
  /** Number of further numeric parameters. */
  readonly extra?: number;
}

const number = (name: string, scale: Axis['scale'], min: number, max: number, isInteger = false): Axis => ({
  name,
  kind: 'number',
  scale,
  min,
  max,
  isInteger,
  values: [],
  isConditional: name === 'momentum',
});

const optimizer: Axis = {
  ...number('optimizer', 'linear', 0, 0),
  kind: 'choice',
  values: ['adam', 'sgd', 'rmsprop'],
};

/** A study made up from a seed: a log axis, whole numbers, a choice, a conditional parameter, failed and pruned trials. */
export function exampleView({ trials: count, epochs = 20, extra = 1 }: Asked): StudyView {
  const random = randomFor(count, 'example');
  const axes = [
    number('learningRate', 'log', 1e-5, 0.1),
    number('units', 'log', 16, 256, true),
    number('layers', 'linear', 1, 3, true),
    optimizer,
    number('momentum', 'linear', 0, 1),
    ...Array.from({ length: extra }, (_, place) => number(`dropout${place || ''}`, 'linear', 0, 0.6)),
  ];
  const fresh = () => new Float64Array(count).fill(Number.NaN);
  const parameters = Object.fromEntries(axes.map(({ name }) => [name, fresh()]));
  const value = fresh();
  const state = new Uint8Array(count).fill(stateCodes.indexOf('complete'));
  for (let place = 0; place < count; place++) {
    const share = (name: string) => {
      const u = random.next();
      (parameters[name] as Float64Array)[place] = u;
      return u;
    };
    const rate = share('learningRate');
    const set = (name: string, number: number) => ((parameters[name] as Float64Array)[place] = number);
    set('learningRate', 1e-5 * Math.exp(rate * Math.log(1e4)));
    set('units', Math.round(16 * Math.exp(random.next() * Math.log(16))));
    set('layers', 1 + Math.floor(random.next() * 3));
    const chosen = Math.floor(random.next() * 3);
    set('optimizer', chosen);
    set('momentum', chosen === 1 ? random.next() : Number.NaN);
    for (let each = 0; each < extra; each++) set(`dropout${each || ''}`, random.next() * 0.6);
    const distance = (rate - 0.7) * (rate - 0.7);
    value[place] = 0.04 * Math.exp(Math.min(4, 12 * distance + random.next()));
    if (random.next() < 0.03) {
      state[place] = stateCodes.indexOf('failed');
      value[place] = Number.NaN;
    } else if (random.next() < 0.3) state[place] = stateCodes.indexOf('pruned');
  }
  const trials: TrialColumns = {
    trial: Uint32Array.from({ length: count }, (_, place) => place),
    state,
    origin: new Uint8Array(count),
    flags: new Uint8Array(count),
    value,
    standardError: fresh(),
    epochs: new Float64Array(count).fill(epochs),
    bestEpoch: fresh(),
    parameterCount: fresh(),
    seconds: fresh(),
    startedAt: fresh(),
    endedAt: fresh(),
    parent: new Uint32Array(count).fill(missingInteger),
    failure: new Uint8Array(count),
    parameters,
    metrics: {},
  };
  return { head: headOf(trials, axes, epochs), trials, curves: curvesOf(trials, epochs) };
}

function headOf({ value, trial }: TrialColumns, axes: readonly Axis[], maxEpochs: number): StudyHead {
  const ranked = [...trial].filter((place) => !Number.isNaN(value[place]));
  ranked.sort((one, other) => (value[one] as number) - (value[other] as number));
  return {
    id: 1,
    name: 'example',
    createdAt: '2026-01-01T00:00:00Z',
    objective: { metric: 'valLoss', direction: 'minimize' },
    changedAt: 0,
    objectiveScale: 'log',
    axes,
    fixed: {},
    metrics: [],
    directions: {},
    failures: ['diverged'],
    counts: { waiting: 0, running: 0, complete: trial.length, pruned: 0, failed: 0 },
    trials: trial.length,
    maxEpochs,
    baselines: [],
    rungs: [3, 9],
    scheduler: null,
    sampler: 'random',
    model: 'mlp',
    data: null,
    backend: null,
    run: { isRunning: false, workers: 0 },
    best: ranked[0] ?? null,
    tied: ranked.slice(1, 6),
    ensembles: [],
  };
}

/** Curves that fall from 2.3 to the trial's value; pruned trials stop early. */
function curvesOf({ trial, value, state }: TrialColumns, epochs: number): CurveColumns {
  const random = randomFor(trial.length, 'curves');
  const lengths = [...trial].map((place) => (state[place] === stateCodes.indexOf('pruned') ? 3 : epochs));
  const offset = Uint32Array.from([0, ...lengths]);
  for (let place = 1; place < offset.length; place++) {
    offset[place] = (offset[place] as number) + (offset[place - 1] as number);
  }
  const total = offset.at(-1) as number;
  const [epoch, values] = [new Float32Array(total), new Float32Array(total)];
  for (const place of trial) {
    const end = Number.isNaN(value[place]) ? 2.5 : (value[place] as number);
    for (let step = 0; step < (lengths[place] as number); step++) {
      const at = (offset[place] as number) + step;
      epoch[at] = step + 1;
      values[at] = (end + (2.3 - end) * Math.exp(-step / 3)) * (1 + 0.1 * random.next());
    }
  }
  return { metric: 'valLoss', trial, offset, epoch, value: values };
}
