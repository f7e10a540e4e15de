import type { Dataset } from '../data/dataset.ts';
import { medianOf } from '../statistics/median.ts';
import { randomFor } from '../statistics/random.ts';
import type { Configuration } from '../study/search-space.ts';
import { type BackendName, backendNames, type StudySpec } from '../study/study-spec.ts';
import { after } from '../training/awaitable.ts';
import { type Backend, BackendError, computing, openBackend } from '../training/backend.ts';
import { inTurn } from '../training/engine-turn.ts';
import { buildLearner } from '../training/loop/build-learner.ts';
import type { ModelFamily } from '../training/models/model-family.ts';
import { releasingNow } from '../training/owned-tensors.ts';
import { seedingMathRandom } from '../training/seeded-math-random.ts';
import { trainingInputs } from '../training/select-inputs.ts';

/** Milliseconds per training step of each measured backend. */
type BackendTimings = Readonly<Partial<Record<BackendName, number>>>;

export interface ChosenBackend {
  readonly backend: BackendName;
  readonly timings: BackendTimings;
}

/** The steps to measure: those of the study's first configuration that can be built. */
export interface Measured {
  readonly spec: StudySpec;
  readonly family: ModelFamily;
  readonly dataset: Dataset;
  readonly configurations: readonly Configuration[];
}

/** Time limit per backend; it stops earlier after enough steps, or when a backend is far too slow. */
const budgetMilliseconds = 1000;
const enoughSteps = 50;
/** Minimum number of steps, however slow the first ones are: compilation or a busy machine may delay them. */
const fewestSteps = 3;
const warmUpSteps = 2;
/** Beyond this time a single timed step is enough. */
const mostMilliseconds = 10_000;
const hopelessFactor = 3;
/** A backend that takes too long for these alone is not asked for whole batches, which may take minutes. */
const fewRows = 2;
/** Below this time for few rows a whole batch does not take long, and is measured. */
const slowMilliseconds = 200;

/**
 * Times real training steps on every backend that loads and takes the fastest. Users cannot know it beforehand: wasm
 * wins on small dense models, native TensorFlow on large nets. It reserves the engine throughout, so that no
 * other computation disturbs the comparison.
 */
export function chooseBackend(measured: Measured): Promise<ChosenBackend> {
  return inTurn(() => measureAll(measured));
}

async function measureAll(measured: Measured): Promise<ChosenBackend> {
  const timings: Partial<Record<BackendName, number>> = {};
  const loaded: BackendName[] = [];
  for (const name of byExpectation) {
    const backend = await openBackend(name).catch(unlessMissing);
    if (backend === undefined) continue;
    loaded.push(name);
    const best = Math.min(...Object.values(timings));
    const time = await millisecondsPerStep(backend, measured, best * hopelessFactor);
    if (time !== undefined) timings[name] = time;
  }
  const fastest = loaded.toSorted(
    (one, other) => (timings[one] ?? Infinity) - (timings[other] ?? Infinity),
  )[0];
  if (fastest === undefined) throw new BackendError(`none of ${backendNames.join(', ')} loads here`);
  return { backend: fastest, timings };
}

/** The likely winner first, so that far slower backends are abandoned early. */
const byExpectation: readonly BackendName[] = ['wasm', 'native', 'cpu'];

function unlessMissing(error: unknown): undefined {
  if (!(error instanceof BackendError)) throw error;
}

/** The median time, an estimate where it is hopeless; undefined when none of the configurations can be trained. */
async function millisecondsPerStep(
  backend: Backend,
  { spec, family, dataset, configurations }: Measured,
  hopeless: number,
): Promise<number | undefined> {
  const { training, objective } = spec;
  for (const config of configurations) {
    const common = { backend, family, training, objective, seed: 0, trial: 0, config };
    const input = { ...common, dataset: trainingInputs(dataset, config) };
    try {
      return await computing(backend, () =>
        releasingNow(backend.tf, () =>
          seedingMathRandom(randomFor('measurement'), () =>
            after(buildLearner(input), (learner) => timeSteps(learner, input, hopeless)),
          ),
        ),
      );
    } catch {
      // A configuration that fails here fails as a trial too, which reports the reason.
    }
  }
  return undefined;
}

function timeSteps(
  learner: Awaited<ReturnType<typeof buildLearner>>,
  { backend, dataset: { splits } }: { readonly backend: Backend; readonly dataset: Dataset },
  hopeless: number,
): number {
  try {
    const length = Math.min(learner.batchSize, splits.train.rows);
    const rows = Int32Array.from({ length }, (_, row) => row);
    const step = (count: number) => timed(() => learner.step(rows.subarray(0, count)));
    // Elsewhere no batch takes minutes, and native TensorFlow opens its session for batches of the first one's size.
    if (backend.name !== 'cpu') return medianOfSteps(() => step(length), hopeless);
    return timeOfBatch(step, length, hopeless);
  } finally {
    learner.release();
  }
}

/** `step` makes a training step with this many rows and returns its milliseconds. */
export function timeOfBatch(step: (count: number) => number, batchSize: number, hopeless: number): number {
  if (Number.isFinite(hopeless) && batchSize > fewRows) {
    // The first of two also compiles.
    const time = Math.min(step(fewRows), step(fewRows));
    if (time > Math.max(hopeless, slowMilliseconds)) return (time * batchSize) / fewRows;
  }
  return medianOfSteps(() => step(batchSize), hopeless);
}

/**
 * `step` makes a training step and returns its milliseconds. The first two are left out, since they compile and record.
 */
export function medianOfSteps(step: () => number, hopeless: number): number {
  let warmUp = 0;
  for (let made = 0; made < warmUpSteps && warmUp < mostMilliseconds; made++) warmUp += step();
  const times: number[] = [];
  let spent = 0;
  const isEnough = () => {
    if (times.length === 0) return false;
    if (warmUp + spent >= mostMilliseconds) return true;
    if (times.length < fewestSteps) return false;
    return spent >= budgetMilliseconds || times.length >= enoughSteps || medianOf(times) > hopeless;
  };
  while (!isEnough()) {
    const time = step();
    times.push(time);
    spent += time;
  }
  return medianOf(times);
}

function timed(work: () => void): number {
  const startedAt = performance.now();
  work();
  return performance.now() - startedAt;
}
