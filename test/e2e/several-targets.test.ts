import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rowsOf } from './csv-rows.ts';
import { runExample } from './exported-example.ts';
import { root, temporaryDirectory } from './hpsearch.ts';
import { json, run } from './served.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);

type Listed = readonly { readonly trial: number; readonly metrics: Record<string, number> }[];

interface Evaluated {
  readonly metrics: Record<string, { readonly value: number }>;
}

async function start(space: string, changes: Record<string, unknown>, ...flags: string[]): Promise<void> {
  const content = JSON.parse(readFileSync(join(root, 'search-spaces', space), 'utf8'));
  cpSync(join(root, 'search-spaces/dishes.csv'), join(directory, 'dishes.csv'));
  const short = { training: { maxEpochs: 8, backend: 'wasm' }, search: { trials: 2, seed: 1 } };
  writeFileSync(join(directory, 'space.json'), JSON.stringify({ ...content, ...short, ...changes }));
  const { code, stderr } = await run(['start', 'space.json', '--quiet', ...flags], directory);
  expect([code, stderr]).toEqual([0, expect.any(String)]);
}

async function lines(args: string[]): Promise<Record<string, unknown>[]> {
  const { stdout } = await run(args, directory);
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

function headingsOf(page: string): (string | undefined)[] {
  const text = readFileSync(join(directory, page), 'utf8');
  return [...text.matchAll(/<h2[^>]*>([^<]+)/g)].map(([, heading]) => heading?.trim());
}

describe('the species and the body mass of penguins', () => {
  const penguins = readFileSync(join(root, 'datasets/penguins.csv'), 'utf8')
    .split('\n')
    .slice(0, 4)
    .join('\n');

  beforeAll(async () => {
    writeFileSync(join(directory, 'new.csv'), penguins);
    await start('penguins-targets.json', {});
  });

  test('are one study, with the metrics of each', async () => {
    const [best] = await json<Listed>(['top', '--study', 'penguins-targets'], directory);
    const names = Object.keys(best?.metrics ?? {});
    const expected = ['valLoss', 'valAccuracy.species', 'valMae.bodyMassGrams', 'trainLoss'];
    expect(names).toEqual(expect.arrayContaining(expected));
  });

  test.each(['2', '4'])('have the same losses, bit for bit, with %s workers', async (workers) => {
    const one = await json<Listed>(['top', '--study', 'penguins-targets'], directory);
    await start('penguins-targets.json', { name: `with ${workers}` }, '--workers', workers);
    const more = await json<Listed>(['top', '--study', `with ${workers}`], directory);
    expect(more.map(({ metrics }) => metrics)).toEqual(one.map(({ metrics }) => metrics));
  });

  test('are predicted in a column each, and by the exported model and its example', async () => {
    const flags = ['--study', 'penguins-targets', '--probabilities'];
    const { stdout } = await run(['predict', 'new.csv', ...flags], directory);
    const own = rowsOf(stdout);
    expect(Object.keys(own[0] ?? {})).toEqual([
      'prediction_species',
      'probability_species_Adelie',
      'probability_species_Chinstrap',
      'probability_species_Gentoo',
      'prediction_bodyMassGrams',
    ]);
    await run(['export', '--study', 'penguins-targets', '--to', 'both'], directory);
    const again = rowsOf((await run(['predict', 'new.csv', '--model', 'both'], directory)).stdout);
    const alone = runExample(join(directory, 'both'), rowsOf(penguins)).stdout.trim().split('\n');
    own.forEach((row, at) => {
      const mass = Number(row.prediction_bodyMassGrams);
      expect(again[at]?.prediction_species).toBe(row.prediction_species);
      expect(Number(again[at]?.prediction_bodyMassGrams) / mass).toBeCloseTo(1, 5);
      const [, species, said] = /species: '(\w+)', bodyMassGrams: ([\d.]+)/.exec(alone[at] ?? '') ?? [];
      expect(species).toBe(row.prediction_species);
      expect(Number(said) / mass).toBeCloseTo(1, 5);
    });
  });

  test('have an interval or a set each, which hold the truth, and are the same of an export', async () => {
    const all = rowsOf(readFileSync(join(root, 'datasets/penguins.csv'), 'utf8'));
    const flags = ['--study', 'penguins-targets'];
    const table = join(root, 'datasets/penguins.csv');
    const asked = ['--interval', '0.9', '--format', 'jsonl'];
    const own = await lines(['predict', table, ...asked, ...flags]);
    expect(Object.keys(own[0] ?? {})).toEqual([
      'prediction_species',
      'prediction_species_set',
      'prediction_bodyMassGrams',
      'prediction_bodyMassGrams_low',
      'prediction_bodyMassGrams_high',
    ]);
    const known = own.flatMap((row, at) => (all[at]?.bodyMassGrams ? [{ row, truth: all[at] }] : []));
    const share = (holds: (each: (typeof known)[number]) => boolean) =>
      known.filter(holds).length / known.length;
    const ofMass = share(({ row, truth }) => {
      const mass = Number(truth.bodyMassGrams);
      return (
        Number(row.prediction_bodyMassGrams_low) <= mass && mass <= Number(row.prediction_bodyMassGrams_high)
      );
    });
    expect(ofMass).toBeGreaterThan(0.82);
    expect(ofMass).toBeLessThan(0.98);
    expect(
      share(({ row, truth }) => (row.prediction_species_set as string[]).includes(truth.species ?? '')),
    ).toBeGreaterThan(0.82);
    expect(await json<object>(['export', '--to', 'regions', ...flags], directory)).toMatchObject({
      intervals: [0.8, 0.9, 0.95],
    });
    const again = await lines(['predict', table, ...asked, '--model', 'regions']);
    again.forEach((row, at) => {
      expect(row.prediction_species_set).toEqual(own[at]?.prediction_species_set);
      const [low, other] = [row, own[at]].map((each) => Number(each?.prediction_bodyMassGrams_low));
      expect((low as number) / (other as number)).toBeCloseTo(1, 4);
    });
  });

  test('have suspects each, with their names', async () => {
    type Suspects = {
      targets: { name: string; task: string; suspects: { row: number; suggested: unknown }[] }[];
    };
    const [header = '', ...rows] = readFileSync(join(root, 'datasets/penguins.csv'), 'utf8')
      .trim()
      .split('\n');
    const spoiled = [20, 60, 100];
    const table = rows.map((row, at) => (spoiled.includes(at) ? row.replace('Adelie', 'Gentoo') : row));
    writeFileSync(join(directory, 'spoiled.csv'), [header, ...table].join('\n'));
    const asked = ['data', 'spoiled.csv', '--target', 'species,bodyMassGrams', '--suspects', '--quick'];
    const { suspects } = await json<{ suspects: Suspects }>(asked, directory);
    expect(suspects.targets.map(({ name, task }) => [name, task])).toEqual([
      ['species', 'classification'],
      ['bodyMassGrams', 'regression'],
    ]);
    const found = suspects.targets[0]?.suspects ?? [];
    expect(
      found
        .slice(0, 3)
        .map(({ row }) => row)
        .sort((one, other) => one - other),
    ).toEqual(spoiled.map((at) => at + 1));
    expect(found[0]?.suggested).toBe('Adelie');
    const searched = [
      'data',
      'space.json',
      '--suspects',
      '--study',
      'penguins-targets',
      '--html',
      'doubts.html',
    ];
    const { stdout } = await run(searched, directory);
    expect(stdout).toMatch(
      /penguins-targets, species: suspects are[\s\S]*penguins-targets, bodyMassGrams: suspects/,
    );
    const page = readFileSync(join(directory, 'doubts.html'), 'utf8');
    expect(page).toContain('Predicted worst: bodyMassGrams');
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('are evaluated together and each, and combined', async () => {
    const study = ['--study', 'penguins-targets'];
    const { metrics } = await json<Evaluated>(['evaluate', ...study], directory);
    expect(Object.keys(metrics)).toEqual(
      expect.arrayContaining(['loss', 'accuracy.species', 'mae.bodyMassGrams', 'r2.bodyMassGrams']),
    );
    expect((await run(['ensemble', ...study], directory)).code).toBe(0);
    expect((await run(['ensemble', ...study, '--method', 'stack'], directory)).code).toBe(0);
  });

  test('are shown each on the page of a trial, and of an evaluation', async () => {
    const study = ['--study', 'penguins-targets'];
    const shown = await run(['show', '0', ...study, '--html', 'trial.html', '--no-dynamics'], directory);
    const judged = await run(['evaluate', '--model', '0', ...study, '--html', 'judged.html'], directory);
    expect([shown.code, judged.code]).toEqual([0, 0]);
    expect(headingsOf('trial.html')).toEqual(
      expect.arrayContaining([
        'Confusion matrix: species',
        'Predictions: bodyMassGrams',
        'Predicted worst: species',
        'Predicted worst: bodyMassGrams',
      ]),
    );
    expect(headingsOf('judged.html')).toEqual([
      'Metrics',
      'Confusion matrix: species',
      'Reliability: species',
    ]);
    expect(judged.stdout).toContain('confusion of species');
    const page = readFileSync(join(directory, 'trial.html'), 'utf8');
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('may be weighted, and one of their metrics the objective', async () => {
    const data = {
      source: 'penguins',
      target: ['species', 'bodyMassGrams'],
      targetWeights: { bodyMassGrams: 3 },
    };
    await start('penguins-targets.json', {
      ...{ name: 'weighted', data },
      objective: { metric: 'valRmse.bodyMassGrams' },
    });
    const [best] = await json<Listed>(['top', '--study', 'weighted'], directory);
    expect(best?.metrics['valRmse.bodyMassGrams']).toBeGreaterThan(100);
  });

  test.each([
    [['show', '0', '--confusion', '--target', 'bodyMassGrams'], 'bodyMassGrams is a regression'],
    [['show', '0', '--target', 'species'], '--target: must come with --confusion'],
    [['show', '0', '--confusion', '--target', 'mass'], '--target: must name one of species, bodyMassGrams'],
  ])('%j is refused in one line', async (args, said) => {
    const { code, stderr } = await run([...args, '--study', 'penguins-targets'], directory);
    expect(code).toBe(2);
    expect(stderr).toContain(said);
    const lines = stderr.trim().split('\n');
    // A flag that needs another is a fault of the command line, and is told where all flags stand.
    const hints = lines.filter(
      (line) => line === 'hpsearch show --help lists the arguments and flags of show',
    );
    expect(lines).toHaveLength(1 + hints.length);
  });

  test('show the confusion of the one with classes, as evaluate counts it', async () => {
    const study = ['--study', 'penguins-targets'];
    const shown = await json<{ confusion: { counts: number[][] } }>(
      ['show', '0', '--confusion', ...study],
      directory,
    );
    const evaluated = await json<{ targets: { name: string; confusion?: { counts: number[][] } }[] }>(
      ['evaluate', '--model', '0', '--split', 'validation', ...study],
      directory,
    );
    const species = evaluated.targets.find(({ name }) => name === 'species');
    expect(shown.confusion.counts).toEqual(species?.confusion?.counts);
    expect(shown.confusion.counts).toHaveLength(3);
  });

  test('need no space file', async () => {
    const { code, stdout } = await run(['data', 'penguins', '--target', 'species,bodyMassGrams'], directory);
    expect(code).toBe(0);
    expect(stdout).toContain('targets species: classification of 3 classes');
    expect(stdout).toContain('bodyMassGrams: regression');
  });
});

describe('labels of dishes', () => {
  beforeAll(() => start('dishes.json', {}));

  test('have metrics of all labels, and on request of one', async () => {
    const flags = ['--study', 'dishes', '--metrics', 'f1.sour'];
    const { metrics } = await json<Evaluated>(['evaluate', ...flags], directory);
    const all = ['loss', 'subsetAccuracy', 'hammingLoss', 'f1', 'microF1', 'rocAuc', 'f1.sour'];
    expect(Object.keys(metrics)).toEqual(expect.arrayContaining(all));
  });

  test('have a confusion each, and one table of all', async () => {
    type Counted = { counts: number[][] };
    const evaluated = ['evaluate', '--study', 'dishes', '--model', '0', '--split', 'validation'];
    const { targets } = await json<{ targets: { name: string; confusion: Counted }[] }>(evaluated, directory);
    expect(targets.map(({ name }) => name)).toEqual(['rich', 'sour', 'spicy', 'sweet']);
    const shown = ['show', '0', '--confusion', '--target', 'sour', '--study', 'dishes'];
    const { confusion } = await json<{ confusion: Counted }>(shown, directory);
    expect(targets[1]?.confusion.counts).toEqual(confusion.counts);
    const [[, wrong], [missed, found]] = confusion.counts as [[number, number], [number, number]];
    const { stdout } = await run(evaluated, directory);
    expect(stdout).toMatch(/^label +found +missed +wrongly given +recall +precision$/m);
    expect(stdout).toMatch(new RegExp(`^sour +${found} +${missed} +${wrong} `, 'm'));
  });

  test('have suspects each, by the best trials', async () => {
    const asked = ['data', 'space.json', '--suspects', '--study', 'dishes'];
    const { suspects } = await json<{
      suspects: { task: string; targets: { name: string; worst: { given: string; predicted: string }[] }[] };
    }>(asked, directory);
    expect(suspects.task).toBe('multilabel');
    expect(suspects.targets.map(({ name }) => name)).toEqual(['rich', 'sour', 'spicy', 'sweet']);
    const [row] = suspects.targets[1]?.worst ?? [];
    expect([row?.given, row?.predicted].sort()).toEqual(['not sour', 'sour']);
  });

  test('are shown each on the page of a trial, by their names', async () => {
    const flags = ['--study', 'dishes', '--html', 'dishes.html', '--no-dynamics'];
    expect(await run(['show', '0', ...flags], directory)).toMatchObject({ code: 0 });
    const headings = headingsOf('dishes.html');
    for (const label of ['rich', 'sour', 'spicy', 'sweet']) {
      expect(headings).toContain(`Confusion matrix: ${label}`);
      expect(headings).toContain(`Predicted worst: ${label}`);
    }
    expect(readFileSync(join(directory, 'dishes.html'), 'utf8')).toContain('<th scope="row">not rich</th>');
  });

  test('are predicted as they are written, and by the exported model and its example', async () => {
    const table = readFileSync(join(directory, 'dishes.csv'), 'utf8').split('\n').slice(0, 9).join('\n');
    writeFileSync(join(directory, 'some.csv'), table);
    const { stdout } = await run(['predict', 'some.csv', '--study', 'dishes', '--probabilities'], directory);
    const own = rowsOf(stdout);
    expect(Object.keys(own[0] ?? {})).toEqual([
      'prediction',
      'probability_rich',
      'probability_sour',
      'probability_spicy',
      'probability_sweet',
    ]);
    const asked = ['--interval', '0.9', '--format', 'jsonl'];
    const sets = await lines(['predict', 'some.csv', '--study', 'dishes', ...asked]);
    for (const { prediction, prediction_sour_set: set } of sets) {
      // A set at 0.9 holds at least the more probable value.
      expect(set).toContain(String(Number(String(prediction).split('|').includes('sour'))));
    }
    await run(['export', '--study', 'dishes', '--to', 'labels'], directory);
    const again = rowsOf((await run(['predict', 'some.csv', '--model', 'labels'], directory)).stdout);
    const alone = runExample(join(directory, 'labels'), rowsOf(table)).stdout.trim().split('\n');
    own.forEach(({ prediction = '' }, at) => {
      expect(again[at]?.prediction).toBe(prediction);
      const names = [...(alone[at] ?? '').matchAll(/'(\w+)'/g)].map(([, name]) => name);
      expect(names.join('|')).toBe(prediction);
    });
  });

  test('in columns of their own are the same labels', async () => {
    const rows = rowsOf(readFileSync(join(directory, 'dishes.csv'), 'utf8'));
    const names = ['rich', 'sour', 'spicy', 'sweet'];
    const wide = rows.map(({ labels = '', ...inputs }) =>
      [...Object.values(inputs), ...names.map((name) => labels.split('|').includes(name))].join(','),
    );
    const header = [...Object.keys(rows[0] ?? {}).filter((name) => name !== 'labels'), ...names].join(',');
    writeFileSync(join(directory, 'wide.csv'), [header, ...wide].join('\n'));
    await start('dishes.json', {
      name: 'wide',
      data: {
        source: 'csv',
        path: 'wide.csv',
        target: names,
        task: 'multilabel',
        split: { validation: 0.2, test: 0.2 },
      },
    });
    const [one, other] = await Promise.all(
      ['dishes', 'wide'].map((study) => json<Listed>(['top', '--study', study], directory)),
    );
    expect(other?.map(({ metrics }) => metrics)).toEqual(one?.map(({ metrics }) => metrics));
  });

  test('that are neither 0 nor 1 are refused, and nothing is left behind', async () => {
    writeFileSync(join(directory, 'odd.csv'), `a,b,x\n${'1,0,2\n'.repeat(20)}2,1,3\n`);
    const space = {
      data: { source: 'csv', path: 'odd.csv', target: ['a', 'b'], task: 'multilabel' },
      space: { units: 3 },
    };
    writeFileSync(join(directory, 'odd.json'), JSON.stringify(space));
    const { code, stderr } = await run(['start', 'odd.json', '--db', 'odd.db'], directory);
    expect(code).toBe(2);
    expect(stderr).toContain('odd.csv:22');
    expect(stderr).toContain('a label must be');
    expect(existsSync(join(directory, 'odd.db'))).toBe(false);
  });
});
