import SqliteDatabase from 'better-sqlite3';
import { samplerOf } from '../../src/samplers/catalogue.ts';
import { configurationOf } from '../../src/samplers/configuration.ts';
import { type Random, randomFor } from '../../src/statistics/random.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { NewStudy, RecordedTrial, Study } from '../../src/store/store.ts';
import type { Configuration } from '../../src/study/search-space.ts';
import type { StudySpec } from '../../src/study/study-spec.ts';
import type { EpochRecord, Trial } from '../../src/study/trial.ts';
import { courseOf, space } from './landscape.ts';

export interface MadeStudy {
  readonly name?: string;
  readonly trials?: number;
  /** The most that a trial may have. */
  readonly epochs?: number;
  readonly seed?: number;
  /** The sampler that the study names; the configurations are random ones whatever it is. */
  readonly sampler?: string;
  /** True: the trials climb rungs at 3, 9, 27 … epochs, and one in three is promoted from each. */
  readonly hasRungs?: boolean;
  /** The best trials that keep contributions of their validation rows, by which ties are tested. */
  readonly kept?: number;
  /** The last trials of the study that have not begun. */
  readonly waiting?: number;
}

const validationRows = 359;

/** Adds a study with made results, as a search would store them, to an SQLite database. The same options: the same study. */
export async function makeStudy(
  database: string,
  {
    name = 'made',
    trials = 243,
    epochs = 27,
    seed = 1,
    sampler = 'random',
    hasRungs = false,
    kept = 20,
    waiting = 0,
  }: MadeStudy = {},
): Promise<Study> {
  const spec = specOf({ name, trials, epochs, seed, sampler, hasRungs });
  const recorded = recordedTrials(spec, trials - waiting);
  const queued = Array.from({ length: waiting }, (_, place) => {
    const trial = trials - waiting + place;
    return { trial: plainTrial(trial, configOf(spec, trial), 'waiting'), history: [] };
  });
  const store = await openStore(database, 'create');
  try {
    const whole = { study: studyOf(spec), trials: [...recorded, ...queued], ensembles: [] };
    const study = await store.importStudy(whole);
    const best = await store.top(study.id, kept);
    addContributions(database, study.id, best);
    return study;
  } finally {
    await store.close();
  }
}

function specOf({
  name,
  trials,
  epochs,
  seed,
  sampler,
  hasRungs,
}: Required<Omit<MadeStudy, 'kept' | 'waiting'>>): StudySpec {
  return {
    name,
    data: {
      source: 'digits',
      exclude: [],
      split: { kind: 'fractions', validation: 0.2, test: 0.2, stratify: true, seed: 0 },
      scaling: 'none',
    },
    model: { kind: 'family', family: 'mlp' },
    space,
    objective: { metric: 'valLoss', direction: 'minimize' },
    training: { maxEpochs: epochs, patience: 5, minDelta: 0, timeoutSeconds: 300, backend: 'wasm' },
    search: {
      ...{ trials, seed, sampler, repeats: true },
      scheduler: hasRungs ? { type: 'asha', eta: 3, minEpochs: 3 } : 'none',
    },
    humanBaseline: 0.98,
  };
}

function studyOf(spec: StudySpec): NewStudy {
  return {
    name: spec.name,
    directory: '/studies',
    ...{ spec, backend: 'wasm', backendTimings: { wasm: 0.5 }, versions: { hpsearch: '0.1.0' } },
    dataFingerprint: 'c0ffee',
    baselines: [
      { name: 'base rate', value: Math.log(10), metrics: { valLoss: Math.log(10) }, parameters: 0 },
      { name: 'linear', value: 0.121, metrics: { valLoss: 0.121, valAccuracy: 0.964 }, parameters: 650 },
    ],
  };
}

function configOf(spec: StudySpec, number: number): Configuration {
  return configurationOf(samplerOf('random'), spec, number);
}

function recordedTrials(spec: StudySpec, count: number): RecordedTrial[] {
  const all = Array.from({ length: count }, (_, trial) => {
    const config = configOf(spec, trial);
    const random = randomFor(spec.search.seed, trial, 'made');
    return { trial, config, random, ...courseOf(config, spec.training.maxEpochs, random) };
  });
  const ends = spec.search.scheduler === 'none' ? undefined : rungEnds(spec, all);
  return all.map(({ trial, config, random, divergesAt, history }) => {
    if (divergesAt !== undefined) return diverged(trial, config, divergesAt, history);
    const reached = ends?.get(trial) ?? [spec.training.maxEpochs];
    const trained = history.slice(0, reached.at(-1));
    const isPruned = trained.length < spec.training.maxEpochs;
    return {
      trial: {
        ...plainTrial(trial, config, isPruned ? 'pruned' : 'complete'),
        ...results(trained, config, random),
      },
      history: trained,
      ...(ends && {
        rungs: reached.map((epochs, rung) => ({ rung, epochs, value: bestOf(trained.slice(0, epochs)) })),
      }),
    };
  });
}

/** The rungs that each trial reaches: of those at a rung, the best third go on. */
function rungEnds(
  { training: { maxEpochs } }: StudySpec,
  trials: readonly { readonly trial: number; readonly history: readonly EpochRecord[] }[],
): ReadonlyMap<number, number[]> {
  const reached = new Map(trials.map(({ trial }) => [trial, [] as number[]]));
  let here = [...trials];
  for (let epochs = 3; here.length > 0; epochs *= 3) {
    const end = Math.min(epochs, maxEpochs);
    for (const { trial } of here) reached.get(trial)?.push(end);
    if (end === maxEpochs) break;
    const best = here
      .filter(({ history }) => history.length >= end)
      .sort((one, other) => bestOf(one.history.slice(0, end)) - bestOf(other.history.slice(0, end)));
    here = best.slice(0, Math.floor(here.length / 3));
  }
  return reached;
}

function bestOf(history: readonly EpochRecord[]): number {
  return Math.min(...history.map(({ metrics }) => metrics.valLoss as number));
}

function results(history: readonly EpochRecord[], config: Configuration, random: Random): Partial<Trial> {
  const value = bestOf(history);
  const { epoch, metrics } = history.find((each) => each.metrics.valLoss === value) as EpochRecord;
  const { units, layers } = config as Record<string, number>;
  const parameters = 65 * (units as number) + ((layers as number) - 1) * (units as number) ** 2 + 10;
  return {
    ...{ value, standardError: (1.1 * value) / Math.sqrt(validationRows) + 0.004 },
    metrics: { ...metrics, trainLoss: (0.3 + 0.4 * random.next()) * value },
    ...{ bestEpoch: epoch, epochs: history.length, parameters },
    ...{ seconds: history.length * (0.02 + parameters / 2e6), backend: 'wasm' },
  };
}

function diverged(
  trial: number,
  config: Configuration,
  epoch: number,
  history: readonly EpochRecord[],
): RecordedTrial {
  const failure = { kind: 'diverged', message: `loss NaN in epoch ${epoch}` } as const;
  const ended = { failure, epochs: epoch, seconds: 0.05 * epoch, backend: 'wasm' } as const;
  return { trial: { ...plainTrial(trial, config, 'failed'), ...ended }, history };
}

function plainTrial(trial: number, config: Configuration, state: Trial['state']): Trial {
  const none = { bestEpoch: null, epochs: null, parameters: null, seconds: null, backend: null };
  return { trial, state, value: null, config, metrics: {}, ...none, failure: null };
}

/** Losses by validation row: most of a row's loss is its own difficulty, which all trials share. */
function addContributions(database: string, studyId: number, best: readonly Trial[]): void {
  const handle = new SqliteDatabase(database);
  const insert = handle.prepare(
    'insert into weights (study_id, trial, weights, contributions) values (?, ?, ?, ?)',
  );
  const shared = randomFor('made', 'rows');
  const difficulty = Float64Array.from({ length: validationRows }, () => (-Math.log(shared.next())) ** 3);
  handle.transaction(() => {
    for (const { trial, value } of best) {
      const own = randomFor('made', 'rows', trial);
      const losses = difficulty.map((row) => row * (0.4 + 1.2 * own.next()));
      const mean = losses.reduce((sum, each) => sum + each, 0) / losses.length;
      const scaled = losses.map((each) => (each * (value as number)) / mean);
      insert.run(studyId, trial, Buffer.alloc(8), Buffer.from(scaled.buffer));
    }
  })();
  handle.close();
}
