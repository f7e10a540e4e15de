import { fileURLToPath } from 'node:url';
import type { Check, CheckContext, Verdict } from '../../../src/checks/check.ts';
import { checkContext } from '../../../src/checks/context.ts';
import { type Dataset, type Split, type SplitName, splitNames } from '../../../src/data/dataset.ts';
import { encodeSource, readSource } from '../../../src/data/load-dataset.ts';
import { randomFor } from '../../../src/statistics/random.ts';
import type { Configuration } from '../../../src/study/search-space.ts';
import type { DataSpec, StudySpec } from '../../../src/study/study-spec.ts';
import { loadBackend } from '../../../src/training/backend.ts';
import type { ModelFamily } from '../../../src/training/models/model-family.ts';

/** The parts of a pipeline that a test changes; the others are a small perceptron on iris. */
export interface Given {
  readonly data?: Partial<DataSpec>;
  readonly model?: string;
  /** In place of the family of `model`. */
  readonly family?: ModelFamily;
  readonly config?: Configuration;
  readonly timeoutSeconds?: number;
  /** Changes the loaded rows. */
  readonly change?: (dataset: Dataset) => Dataset;
}

export async function givenContext(given: Given = {}): Promise<CheckContext> {
  const spec = specOf(given);
  const directory = fileURLToPath(new URL('.', import.meta.url));
  const source = await readSource(spec.data, directory);
  const dataset = (given.change ?? ((same) => same))(encodeSource(source, spec.data));
  const context = await checkContext({
    spec,
    directory,
    source,
    dataset,
    backend: await loadBackend('wasm'),
  });
  return given.family === undefined ? context : { ...context, family: given.family };
}

/** The verdict of a check on a pipeline, on wasm; no tensor may be left of it. */
export async function verdictOn(check: Check, given: Given | CheckContext = {}): Promise<Verdict> {
  const context = 'dataset' in given ? given : await givenContext(given);
  const { tf } = context.backend;
  const before = tf.memory().numTensors;
  const verdict = await check.run(context);
  const left = tf.memory().numTensors - before;
  if (left !== 0) throw new Error(`${check.name} leaves ${left} tensors behind`);
  return verdict;
}

function specOf({ data, model = 'mlp', config, timeoutSeconds = 300 }: Given): StudySpec {
  const fixed = Object.entries(config ?? { learningRate: 0.01, units: 16 });
  return {
    name: 'given',
    data: {
      source: 'iris',
      exclude: [],
      split: { kind: 'fractions', validation: 0.2, test: 0.2, stratify: true, seed: 0 },
      scaling: 'standard',
      ...data,
    },
    model: { kind: 'family', family: model },
    space: fixed.map(([name, value]) => ({ name, distribution: { type: 'fixed', value } })),
    objective: { metric: 'valLoss', direction: 'minimize' },
    training: { maxEpochs: 40, patience: 5, minDelta: 0, timeoutSeconds, backend: 'wasm' },
    search: { trials: 10, seed: 1, sampler: 'random', pruner: 'none' },
  };
}

/** Every split with its targets in another order: whatever is learned is noise. */
export function withShuffledTargets(dataset: Dataset): Dataset {
  const shuffled = (name: SplitName): Split => {
    const split = dataset.splits[name];
    return { ...split, y: randomFor('shuffled', name).shuffle(split.y.slice()) };
  };
  const [train, validation, test] = splitNames.map(shuffled) as [Split, Split, Split];
  return { ...dataset, splits: { train, validation, test } };
}
