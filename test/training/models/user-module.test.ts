import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { FaultsError } from '../../../src/faults/errors.ts';
import { modelFamilies } from '../../../src/training/models/catalogue.ts';
import { loadFamily, modelConstraints } from '../../../src/training/models/user-module.ts';
import { prepareModel } from '../../../src/training/prepare-model.ts';
import { releasing } from '../../../src/training/release.ts';
import { onEachBackend } from '../each-backend.ts';
import { separableBlobs } from '../example-data.ts';
import { atOnce, run } from '../example-trial.ts';

const directory = fileURLToPath(new URL('../../fixtures/models', import.meta.url));
const load = (module: string) => loadFamily({ kind: 'module', module }, directory);

describe('loadFamily', () => {
  test('finds the families of the catalogue by name', async () => {
    for (const [name, family] of Object.entries(modelFamilies)) {
      expect(await loadFamily({ kind: 'family', family: name }, directory)).toBe(family);
    }
  });

  test('takes a module’s constraints as they are, and names for parameters of any value', async () => {
    const { parameters } = await load('constraints.mjs');
    expect(Object.keys(parameters)).toEqual(['units', 'slope', 'initializer', 'seed']);
    expect(parameters.units).toEqual({ type: 'integer', min: 1, max: 64, default: 4 });
    expect((await load('./names.mjs')).parameters).toEqual({ units: { type: 'any' } });
  });

  test('takes a module’s own loss and the layers that it freezes', async () => {
    const family = await load('own-loss.mjs');
    expect(family.frozen).toEqual(['embedding']);
    expect(family.loss).toBeTypeOf('function');
    const plain = await load('constraints.mjs');
    expect(plain).not.toHaveProperty('loss');
    expect(plain).not.toHaveProperty('frozen');
  });

  test('takes a module’s own metrics, whose failures name their line', async () => {
    const { metrics = [], onEpochEnd } = await load('own-metric.mjs');
    expect(metrics.map(({ name, direction }) => [name, direction])).toEqual([
      ['misses', 'minimize'],
      ['luck', 'maximize'],
    ]);
    const rows = {
      predictions: Float64Array.of(1, 2),
      targets: Float64Array.of(1, 2),
      weights: undefined,
      task: 'regression',
    } as const;
    expect(metrics[0]?.compute(rows)).toBe(2);
    expect(() => metrics[0]?.compute({ ...rows, weights: Float64Array.of(1, 2) })).toThrow(
      "metric 'misses' of the module must use `weights`, because the rows have weights (own-metric.mjs:8)",
    );
    expect(() => metrics[1]?.compute(rows)).toThrow(
      "metric 'luck' of the module: no luck (own-metric.mjs:12)",
    );
    expect(onEpochEnd).toBeTypeOf('function');
    expect((await modelConstraints({ kind: 'module', module: 'own-metric.mjs' }, directory)).metrics).toEqual(
      {
        valMisses: 'minimize',
        valLuck: 'maximize',
      },
    );
    expect((await modelConstraints({ kind: 'module', module: 'own-loss.mjs' }, directory)).metrics).toEqual({
      valOwnLoss: 'minimize',
    });
  });

  const misses = "{ name: 'misses', direction: 'minimize', compute: () => 1 }";
  test.each([
    ['export const metric = 3', /metric: must be an object such as .*, got "number"$/],
    ['export const metric = []', /metric: must be an object such as .*, got \[\]$/],
    ["export const metric = { name: 'Misses' }", 'metric.name: must be a word of letters and digits'],
    [
      "export const metric = { name: 'misses', direction: 'up' }",
      'metric.direction: must be minimize or maximize, got "up"',
    ],
    [
      "export const metric = [{ name: 'misses', direction: 'minimize' }]",
      'metric.0.compute: must be a function ({ predictions, targets, weights, task }) => number',
    ],
    [`export const metric = [${misses}, ${misses}]`, 'metric.1.name: must be used once, got "misses"'],
    [
      `export const metric = ${misses.replace('misses', 'mae')}`,
      'metric.name: must be none of the built-in names, got "mae"',
    ],
    ['export const onEpochEnd = 1', 'onEpochEnd: must be a function ({ epoch, metrics, config }) => void'],
  ])('refuses %s', async (text, message) => {
    const folder = mkdtempSync(join(tmpdir(), 'hpsearch-'));
    writeFileSync(
      join(folder, 'model.mjs'),
      `export const parameters = [];\nexport const build = () => 0;\n${text};\n`,
    );
    const loading = loadFamily({ kind: 'module', module: 'model.mjs' }, folder);
    await expect(loading).rejects.toThrow(message);
    rmSync(folder, { recursive: true });
  });

  const constraint =
    "must be an array of names, or an object of constraints such as { units: { type: 'integer', min: 1, default: 8 } }";

  test.each([
    ['nowhere.mjs', /^nowhere\.mjs model\.module: must be a file, and there is none, got ".*nowhere\.mjs"$/],
    [
      'no-build.mjs',
      'no-build.mjs build: must be an exported function ({ tf, config, data }) => model, got "undefined"',
    ],
    ['no-parameters.mjs', `no-parameters.mjs parameters: ${constraint}`],
    ['wrong-names.mjs', `wrong-names.mjs parameters: ${constraint}, got ["units",3]`],
    [
      'constraint-without-default.mjs',
      `constraint-without-default.mjs parameters: ${constraint}, got {"units":{"type":"integer","min":1}}`,
    ],
    ['default-against-constraint.mjs', `default-against-constraint.mjs parameters: ${constraint}, got`],
    ['default-not-a-choice.mjs', `default-not-a-choice.mjs parameters: ${constraint}, got`],
    [
      'unknown-constraint.mjs',
      'unknown-constraint.mjs parameters.units.type: must be one of number, integer, choice, any, got "uniform"',
    ],
    [
      'missing-import.mjs',
      /^missing-import\.mjs module: must load as an ES module: .*a-package-that-nobody-has/,
    ],
    [
      'loss-not-a-function.mjs',
      'loss-not-a-function.mjs loss: must be a function ({ tf, outputs, targets, config }) => scalar, or left out, got "hinge"',
    ],
    [
      'frozen-not-names.mjs',
      'frozen-not-names.mjs frozen: must be an array of layer names, or left out, got "dense1"',
    ],
    ['throws.mjs', 'throws.mjs:1 module: must load as an ES module: no luck today'],
  ])('says in one line what is wrong with %s', async (module, message) => {
    const error: unknown = await load(module).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(FaultsError);
    expect((error as Error).message).toMatch(message);
    expect((error as Error).message).not.toContain('\n');
  });

  test('says so when a module is not JavaScript', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hpsearch-'));
    writeFileSync(join(folder, 'model.mjs'), "export const parameters = ['units';\n");
    const loading = loadFamily({ kind: 'module', module: 'model.mjs' }, folder);
    await expect(loading).rejects.toThrow(/^model\.mjs:1 module: must load as an ES module: .+/);
    rmSync(folder, { recursive: true });
  });

  test('refuses a family that nobody knows', async () => {
    const unknown = loadFamily({ kind: 'family', family: 'mpl' }, directory);
    await expect(unknown).rejects.toThrow('mpl model.type: must be a known model family');
  });
});

await onEachBackend((backend) => {
  describe('a user’s module', () => {
    test('builds what its configuration says', () =>
      releasing(backend.tf, async () => {
        const family = await load('names.mjs');
        const model = atOnce(prepareModel(backend.tf, family, { units: 7 }, separableBlobs()));
        expect(model.countParams()).toBe((2 + 1) * 7 + (7 + 1) * 3);
      }));

    test('trains, with the defaults of its own constraints', async () => {
      const family = await load('constraints.mjs');
      const config = { learningRate: 0.05, seed: 3 };
      const { outcome } = await run(backend, {
        family,
        dataset: separableBlobs(),
        config,
        training: { maxEpochs: 15 },
      });
      expect(outcome).toMatchObject({ state: 'complete', parameters: (2 + 1) * 4 + (4 + 1) * 3 });
      expect(outcome).toHaveProperty('metrics.valAccuracy', 1);
    });
  });
});
