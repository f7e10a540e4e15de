import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { encodeSource, readSource } from '../../src/data/load-dataset.ts';
import { evaluate } from '../../src/metrics/evaluate.ts';
import { bestBaseline } from '../../src/reports/baseline.ts';
import { linearBaselineOf } from '../../src/runs/stored-trial.ts';
import { type PreparedStudy, prepareSearch } from '../../src/search/prepare-study.ts';
import { studyBaselines } from '../../src/search/study-baselines.ts';
import type { DataSpec, StudySpec } from '../../src/study/study-spec.ts';
import { loadBackend } from '../../src/training/backend.ts';
import { mlp } from '../../src/training/models/mlp.ts';
import { type StoredWeights, withStoredModel } from '../../src/training/stored-model.ts';
import { predictSplit } from '../../src/training/trained-model.ts';
import { exampleStudy } from '../store/example-study.ts';

async function measured(data: Partial<DataSpec>, objective: StudySpec['objective']) {
  const split = { kind: 'fractions', validation: 0.2, test: 0.2, stratify: true, seed: 0 } as const;
  const spec: DataSpec = { source: 'iris', exclude: [], scaling: 'standard', split, ...data };
  const dataset = encodeSource(await readSource(spec, '.'), spec);
  return studyBaselines(dataset, { ...exampleStudy('any').spec, objective });
}

it('the baselines of classes have the metrics of a trial, and the objective’s', async () => {
  const [rate, linear] = await measured({}, { metric: 'valRocAuc', direction: 'maximize' });
  expect(rate).toMatchObject({ name: 'base rate', value: 0.5, parameters: 0 });
  expect(linear).toMatchObject({ name: 'linear', parameters: 15 });
  expect(Object.keys(linear?.metrics ?? {})).toEqual(['valLoss', 'valAccuracy', 'valF1', 'valRocAuc']);
  // ln 3, of 30 rows with ten of each class.
  expect(rate?.metrics.valLoss).toBeCloseTo(Math.log(3), 6);
  expect(linear?.value).toBeGreaterThan(0.9);
});

it('the baselines of values are those of the target’s own units', async () => {
  const mass = { source: 'penguins', target: 'bodyMassGrams' } as const;
  const [rate, linear] = await measured(mass, { metric: 'valMae', direction: 'minimize' });
  expect(rate?.metrics.valR2).toBeLessThan(0.01);
  expect(linear?.metrics.valR2).toBeGreaterThan(0.8);
  expect(linear?.value).toBeLessThan(300);
});

it('the baselines come last, for the same spec, so that the workers of its models may load meanwhile', async () => {
  const told: PreparedStudy['study'][] = [];
  const space = fileURLToPath(new URL('../../search-spaces/iris-linear.json', import.meta.url));
  const { study } = await prepareSearch(
    { space, backend: 'wasm' },
    {
      onModels: (prepared) => told.push(prepared.study),
    },
  );
  expect(told).toHaveLength(1);
  expect(told[0]?.baselines).toBeUndefined();
  expect(told[0]?.spec).toBe(study.spec);
  expect(study.baselines).toMatchObject([{ name: 'base rate' }, { name: 'linear' }]);
});

it('a baseline without a finite value of the objective is left out', async () => {
  const mass = { source: 'penguins', target: 'bodyMassGrams' } as const;
  const names = (await measured(mass, { metric: 'valSpearman', direction: 'maximize' })).map(
    ({ name }) => name,
  );
  expect(names).toContain('linear');
});

it('the best of them goes by the direction, the first of equal ones', () => {
  const of = (name: 'base rate' | 'linear', value: number) => ({ name, value, metrics: {}, parameters: 0 });
  const both = [of('base rate', 1), of('linear', 2)];
  expect(bestBaseline(both, { direction: 'minimize' })?.name).toBe('base rate');
  expect(bestBaseline(both, { direction: 'maximize' })?.name).toBe('linear');
  expect(bestBaseline([of('base rate', 1), of('linear', 1)], { direction: 'maximize' })?.name).toBe(
    'base rate',
  );
  expect(bestBaseline([], { direction: 'minimize' })).toBeUndefined();
});

it.each([
  ['one validation split', {}],
  ['folds', { folds: 3 }],
  ['repeated folds', { folds: 3, repeats: 2 }],
])('the stored linear model of %s predicts what was measured', async (_, more) => {
  const split = { kind: 'fractions', validation: 0.2, test: 0.2, stratify: true, seed: 0, ...more } as const;
  for (const data of [{ source: 'iris' }, { source: 'penguins', target: 'bodyMassGrams' }] as const) {
    const spec: DataSpec = { exclude: [], scaling: 'standard', split, ...data };
    const dataset = encodeSource(await readSource(spec, '.'), spec);
    const objective = { metric: 'valLoss', direction: 'minimize' } as const;
    const study = {
      ...exampleStudy('any'),
      baselines: studyBaselines(dataset, { ...exampleStudy('any').spec, objective }),
    };
    const stored = linearBaselineOf({ ...study, id: 1, createdAt: '' });
    const backend = await loadBackend('cpu');
    const builder = { backend, family: mlp, dataset };
    const predictions = await withStoredModel(builder, stored as StoredWeights, (model) =>
      predictSplit(backend.tf, model, dataset, 'validation'),
    );
    const { y } = dataset.splits.validation;
    const { loss } = evaluate(dataset.task, predictions, y, ['loss']);
    const measured = stored?.trial.value as number;
    expect(Math.abs((loss as number) / measured - 1)).toBeLessThan(1e-4);
  }
});
