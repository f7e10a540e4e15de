import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { fingerprint } from '../../src/data/dataset.ts';
import { encodeSource, pipelineOf, readSource } from '../../src/data/load-dataset.ts';
import { randomFor } from '../../src/statistics/random.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { Store, Study } from '../../src/store/store.ts';
import type { SearchSpace } from '../../src/study/search-space.ts';
import type { ModelSpec, Source } from '../../src/study/study-spec.ts';
import { loadBackend } from '../../src/training/backend.ts';
import type { ModelFamily } from '../../src/training/models/model-family.ts';
import { loadFamily } from '../../src/training/models/user-module.ts';
import { buildModel } from '../../src/training/prepare-model.ts';
import { releasing } from '../../src/training/release.ts';
import { withSeededMathRandom } from '../../src/training/seeded-math-random.ts';
import { completeConfiguration, trainingParameters } from '../../src/training/training-parameters.ts';
import { encodeWeights } from '../../src/training/weights.ts';
import { exampleEnsemble } from '../store/example-ensemble.ts';
import { completed, exampleStudy } from '../store/example-study.ts';
import { atOnce } from '../training/example-trial.ts';

const configs = [
  { units: 6, filters: 3, blocks: 1 },
  { units: 8, filters: 4, blocks: 1 },
];

/** A folder with a database, whose studies have models that nobody trained: what they predict does not matter. */
export class GivenModels {
  readonly folder = mkdtempSync(join(tmpdir(), 'hpsearch-serving-'));
  #store: Store | undefined;

  constructor() {
    beforeAll(async () => {
      this.#store = await openStore(join(this.folder, 'studies.db'), 'create');
    });
    afterAll(async () => {
      await this.#store?.close();
      rmSync(this.folder, { recursive: true });
    });
  }

  get store(): Store {
    if (this.#store === undefined) throw new Error('no test is running');
    return this.#store;
  }

  /**
   * A study with the trials 0 and 1, of which 1 is the better one, and the ensemble 'both' of them. `family` is one of the
   * catalogue, or a module in the folder.
   */
  async study(
    name: string,
    source: Source,
    { family, target, isOld = false }: { family: string; target?: string; isOld?: boolean },
  ): Promise<Study> {
    const { spec, ...rest } = exampleStudy(name);
    const { path: _, target: __, task: ___, ...sampled } = spec.data;
    const data = { ...sampled, source, exclude: [], ...(target === undefined ? {} : { target }) };
    const rows = await readSource(data, this.folder);
    const dataset = encodeSource(rows, data);
    const model: ModelSpec = family.endsWith('.mjs')
      ? { kind: 'module', module: family }
      : { kind: 'family', family };
    const models = await loadFamily(model, this.folder);
    const study = await this.store.createStudy({
      ...rest,
      directory: this.folder,
      dataFingerprint: fingerprint(dataset),
      ...(isOld ? {} : { pipeline: pipelineOf(rows, dataset) }),
      spec: { ...spec, name, data, model, space: spaceOf(models) },
    });
    const { tf } = await loadBackend('wasm');
    await this.store.addTrials(
      study.id,
      configs.map((config, trial) => ({ trial, config: known(config, models) })),
    );
    for (const [trial, config] of configs.entries()) {
      const constraints = { ...trainingParameters, ...models.parameters };
      const complete = completeConfiguration(constraints, known(config, models));
      const weights = await withSeededMathRandom(randomFor(name, trial), () =>
        releasing(tf, async () => encodeWeights(atOnce(buildModel(tf, models, complete, dataset)))),
      );
      const claim = await this.store.claim(study.id, trial);
      if (claim === undefined) throw new Error(`trial ${trial} is not waiting`);
      await this.store.record(claim, completed(1 - trial / 10, Uint8Array.from(weights)), 20);
    }
    const { temperature, ...ensemble } = exampleEnsemble('both', [0, 1], [0.7, 0.3]);
    const isRegression = dataset.task.kind === 'regression';
    await this.store.saveEnsemble(
      study.id,
      { ...ensemble, temperature: isRegression ? null : temperature },
      'add',
    );
    return study;
  }
}

/** A space that holds both configurations. */
function spaceOf(models: ModelFamily): SearchSpace {
  const names = Object.keys(known(configs[0] ?? {}, models));
  return names.map((name) => ({ name, distribution: { type: 'int', min: 1, max: 8 } }));
}

/** The parameters of a configuration that the family knows. */
function known(config: Record<string, number>, { parameters }: ModelFamily): Record<string, number> {
  const names = Object.keys(parameters);
  return Object.fromEntries(Object.entries(config).filter(([name]) => names.includes(name)));
}
