import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FaultsError } from '../../src/faults/errors.ts';
import { reopenInitialWeights } from '../../src/runs/load-initial-weights.ts';
import { prepareStudy } from '../../src/search/prepare-study.ts';
import { differingFields } from '../../src/study/compare-specs.ts';
import type { StudySpec } from '../../src/study/study-spec.ts';
import type { Trial } from '../../src/study/trial.ts';
import { loadBackend } from '../../src/training/backend.ts';
import { encodeLayersModel } from '../../src/training/export/artifacts.ts';
import { exampleStudy } from '../store/example-study.ts';
import { ended, launch, recorded, temporaryDirectory, writeSpace } from './hpsearch.ts';
import { json, run } from './served.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);

interface Continued {
  readonly study: string;
  readonly continued: readonly { readonly parent: number; readonly gain: number; readonly trial: Trial }[];
}

const database = (name: string) => join(directory, name);

beforeAll(async () => {
  writeSpace(directory, { training: { maxEpochs: 3, backend: 'wasm' }, search: { trials: 4 } });
  const start = (db: string, trials: string) =>
    run(['start', 'space.json', '--db', db, '--trials', trials, '--workers', '1', '--quiet'], directory);
  await Promise.all([start('one.db', '4'), start('whole.db', '6')]);
  copyFileSync(database('one.db'), database('two.db'));
});

describe('continue', () => {
  test('goes on with the best, keeps the best of both, and gives the same at any number of workers', async () => {
    const before = await recorded(database('one.db'));
    const flags = ['--top', '2', '--epochs', '8', '--quiet'];
    const [one, two] = await Promise.all(
      ['one', 'two'].map((name, index) =>
        json<Continued>(['continue', ...flags, '--db', `${name}.db`, '--workers', `${index + 1}`], directory),
      ),
    );
    const [trials, others] = await Promise.all(['one.db', 'two.db'].map((db) => recorded(database(db))));
    expect(trials).toEqual(others);
    expect(trials?.slice(0, 4)).toEqual(before);
    expect(one?.continued.map(({ trial }) => trial.trial)).toEqual([4, 5]);
    expect(one?.continued.map(({ parent }) => parent)).toEqual(two?.continued.map(({ parent }) => parent));
    for (const { parent, gain, trial } of one?.continued ?? []) {
      const from = before[parent];
      expect(trial).toMatchObject({ origin: 'continued', parent, state: 'complete' });
      expect(trial.epochs).toBe((from?.bestEpoch ?? 0) + 8);
      expect(gain).toBe((from?.value ?? 0) - (trial.value ?? 0));
      expect(gain).toBeGreaterThanOrEqual(0);
      expect(trials?.[trial.trial]?.history.slice(0, 4)).toEqual(from?.history);
    }
  });

  test('leaves the search as it would have gone on without it', async () => {
    const more = ['start', 'space.json', '--trials', '6', '--db', 'one.db'];
    await run([...more, '--workers', '1', '--quiet'], directory);
    const [after, without] = await Promise.all(['one.db', 'whole.db'].map((db) => recorded(database(db))));
    // The fifth and the sixth draw find their numbers taken.
    expect(after?.map(({ draw, trial, origin }) => origin ?? draw ?? trial)).toEqual([
      ...[0, 1, 2, 3, 'continued', 'continued', 4, 5],
    ]);
    const sampled = after?.filter(({ origin }) => origin === undefined).map(({ draw: _, ...rest }) => rest);
    expect(sampled?.map((each, trial) => ({ ...each, trial }))).toEqual(without);
  });
  test('ends with its epoch when it is interrupted, and records what it has found', async () => {
    const args = ['continue', '0', '--epochs', '1000000', '--db', 'whole.db'];
    const child = launch(args, directory);
    child.stderr.once('data', () => child.kill('SIGINT'));
    const { code, stderr } = await ended(child);
    expect(code).toBe(130);
    const resume =
      /interrupted; what was trained is recorded; resume with: hpsearch continue 6 --db whole\.db --epochs (\d+)$/m;
    const [parent, , , , , , trial] = await recorded(database('whole.db'));
    const trained = Number(trial?.epochs) - Number(parent?.bestEpoch);
    expect(Number(resume.exec(stderr)?.[1])).toBe(1_000_000 - trained);
    expect(trial).toMatchObject({ state: 'complete', origin: 'continued', parent: 0 });
    expect(trial?.epochs).toBeLessThan(1000);
  });
});

describe('rerun', () => {
  test('finds a trial the same bit for bit, and records nothing', async () => {
    const before = readFileSync(database('two.db'));
    const report = await json(['rerun', '2', '--db', 'two.db', '--quiet'], directory);
    expect(report).toEqual({
      ...{ study: 'quick', trial: 2, identical: true, end: 'complete', epochs: 3, weights: 'identical' },
      ...{ difference: null, versions: [] },
    });
    expect(readFileSync(database('two.db')).equals(before)).toBe(true);
  });

  test('finds the first metric that is another, and exits with 4', async () => {
    const handle = new SqliteDatabase(database('two.db'));
    const { history } = handle.prepare('select history from epochs where trial = 1').get() as {
      history: string;
    };
    const changed = JSON.parse(history);
    changed[2].metrics.valLoss += 2 ** -52;
    handle.prepare('update epochs set history = ? where trial = 1').run(JSON.stringify(changed));
    handle.close();
    const { code, stdout } = await run(['rerun', '1', '--db', 'two.db', '--quiet'], directory);
    expect(code).toBe(4);
    expect(stdout).toMatch(
      /^different: trial 1 differs first at epoch 2, in valLoss: [\d.]+ then, [\d.]+ now/,
    );
  });

  test('trains the configuration with other seeds', async () => {
    const { values } = await json<{ values: number[] }>(
      ['rerun', '2', '--seeds', '2', '--workers', '1', '--db', 'two.db', '--quiet'],
      directory,
    );
    expect(new Set([...values, (await recorded(database('two.db')))[2]?.value]).size).toBe(3);
  });
});

describe('initFrom', () => {
  const child = (changes: Record<string, unknown>) => {
    const text = readFileSync(join(directory, 'space.json'), 'utf8');
    const file = join(directory, 'child.json');
    writeFileSync(file, JSON.stringify({ ...JSON.parse(text), name: 'child', ...changes }));
    return file;
  };
  const prepared = (changes: Record<string, unknown>) =>
    prepareStudy({ space: child(changes), db: database('one.db') });

  test('starts trials from a stored one, and freezes what is asked for', async () => {
    const [parent] = await recorded(database('one.db'));
    const space = child({
      space: { ...parent?.config, dropout: 0 },
      search: { trials: 1 },
      initFrom: { trial: 0, study: 'quick', freeze: ['dense1'] },
    });
    const { code, stderr } = await run(['start', space, '--db', 'one.db', '--workers', '1'], directory);
    expect(code).toBe(0);
    expect(stderr).toMatch(/starts from trial 0 of quick: dense1, dense2, output .*; frozen: dense1/);
    const [only] = await recorded(database('one.db'), 'child');
    expect(only?.history[0]?.metrics.valLoss).toBe(parent?.metrics.valLoss);
  });

  test('tells a study of other weights from this one', async () => {
    const gained = (await recorded(database('one.db'), 'quick')).find(
      ({ bestEpoch, parent }) => parent !== undefined && bestEpoch !== 3,
    );
    const specs: StudySpec[] = [];
    for (const trial of [gained?.parent, gained?.trial]) {
      const { study } = await prepared({ space: { ...gained?.config }, initFrom: { trial, study: 'quick' } });
      specs.push(study.spec);
    }
    const [one, other] = specs as [StudySpec, StudySpec];
    expect(differingFields(one, other)).toEqual(['initFrom.trial', 'initFrom.content']);
    const stored = { ...exampleStudy('child'), id: 1, createdAt: '', directory };
    const reopened = (spec: StudySpec) =>
      reopenInitialWeights({ ...stored, spec }, { db: database('one.db'), backend });
    const backend = await loadBackend('wasm');
    expect((await reopened(one))?.layers.map(({ name }) => name)).toEqual(['dense1', 'dense2', 'output']);
    const changed = { ...one, initFrom: { ...other.initFrom, content: one.initFrom?.content } } as StudySpec;
    await expect(reopened(changed)).rejects.toThrow(/which study 'child' starts from, have changed since/);
  });

  test.each([
    [{ trial: 9 }, "initFrom.trial: 'quick' has no trial 9"],
    [{ study: 'nobody' }, "initFrom.study: there is no study 'nobody' in "],
    [{ db: './no.db' }, 'initFrom.db: must be a database, and there is none at '],
    [{}, 'initFrom: no layer agrees in name and shape: trial 0 of quick has dense1 [4,'],
    [
      { trial: undefined, study: undefined, model: './no.json' },
      'initFrom.model: must be a file, and there is none',
    ],
    [
      { trial: undefined, study: undefined, model: './space.json' },
      'initFrom.model: ./space.json must be the model.json of a TensorFlow.js layers model',
    ],
  ])('refuses what it cannot start from: %o', async (changes, message) => {
    const initFrom = { trial: 0, study: 'quick', ...changes };
    const refused = await prepared({ space: { units: 99 }, initFrom }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(FaultsError);
    expect(String(refused)).toContain(message);
  });

  test('takes the layers of a saved TensorFlow.js model, whose weights stand beside it', async () => {
    const { tf } = await loadBackend('wasm');
    const model = tf.sequential({
      layers: [tf.layers.dense({ units: 5, inputShape: [4], name: 'dense1' }), tf.layers.dense({ units: 3 })],
    });
    const { modelJson, weights } = await encodeLayersModel(tf, model, 'weights.bin');
    model.dispose();
    writeFileSync(join(directory, 'model.json'), JSON.stringify(modelJson));
    writeFileSync(join(directory, 'weights.bin'), weights);
    const { initial, study } = await prepared({ space: { units: 5 }, initFrom: { model: './model.json' } });
    expect(initial?.note).toBe('starts from ./model.json: dense1 (25 numbers); dense2, output anew');
    expect(study.spec.initFrom?.content).toMatch(/^[0-9a-f]{64}$/);
  });
});
