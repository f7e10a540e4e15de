import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runExample } from './exported-example.ts';
import { root, temporaryDirectory } from './hpsearch.ts';
import { run } from './served.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);
const spaces = join(root, 'search-spaces');
const space = readFileSync(join(spaces, 'penguins-several.yaml'), 'utf8').replace('trials: 6', 'trials: 2');
const one = space
  .replace('[species, bodyMassGrams]', 'species')
  .replace('sex]', 'sex, bodyMassGrams]')
  .replace('name: penguins-several', 'name: one')
  .replace('penguins-several.mjs', 'one.mjs');

beforeAll(() => {
  cpSync(join(spaces, 'penguins-several.mjs'), join(directory, 'penguins-several.mjs'));
  writeFileSync(join(directory, 'several.yaml'), space);
  writeFileSync(join(directory, 'one.yaml'), one);
  const text = readFileSync(join(spaces, 'penguins-several.mjs'), 'utf8');
  const single = 'const outputs = dense({ units: data.outputs }).apply(shared);';
  writeFileSync(join(directory, 'one.mjs'), text.replace(/const outputs = .*/, single));
});

describe('a model of several inputs', () => {
  test('and several outputs is searched and measured', async () => {
    expect(await run(['start', 'several.yaml', '--quiet'], directory)).toMatchObject({ code: 0 });
    const evaluated = await run(['evaluate'], directory);
    expect(evaluated.stdout).toMatch(/accuracy\.species\s+9\d\.|accuracy\.species\s+100/);
    expect(evaluated.stdout).toContain('mae.bodyMassGrams');
  });

  test('predicts in plain TensorFlow.js what predict says', async () => {
    expect(await run(['start', 'one.yaml', '--no-check', '--quiet'], directory)).toMatchObject({ code: 0 });
    expect(await run(['export', '--study', 'one', '--to', 'model'], directory)).toMatchObject({ code: 0 });
    const row = {
      ...{ island: 'Torgersen', beakLengthMm: 39.1, beakDepthMm: 18.7, flipperLengthMm: 181 },
      ...{ sex: 'male', bodyMassGrams: 3750 },
    };
    const { stdout: said } = runExample(join(directory, 'model'), [row]);
    const exported = JSON.parse(/\[.*\]/.exec(said)?.[0] ?? '[]') as number[];
    writeFileSync(join(directory, 'rows.jsonl'), `${JSON.stringify(row)}\n`);
    const { stdout } = await run(['predict', 'rows.jsonl', '--study', 'one', '--probabilities'], directory);
    const [, line = ''] = stdout.trim().split('\n');
    const own = line.split(',').slice(1).map(Number);
    expect(own).toHaveLength(3);
    const differences = own.map((value, at) => Math.abs(value - (exported[at] as number)));
    expect(Math.max(...differences)).toBeLessThan(1e-5);
  });

  test.each([
    [
      'place: [island]',
      'place: [ilsand]',
      'data.inputs.place: must name columns of the table, got "ilsand" (did you mean \'island\'?)',
    ],
    ['place: [island]', 'place: [island, sex]', 'data.inputs: must name each column once, got "sex"'],
    ['beakDepthMm, ', '', 'data.inputs: must name every input column, and lacks beakDepthMm'],
  ])('%s → %s is refused', async (from, to, message) => {
    writeFileSync(join(directory, 'faulty.yaml'), one.replace(from, to));
    const { code, stderr } = await run(
      ['start', 'faulty.yaml', '--no-check', '--db', 'faulty.db'],
      directory,
    );
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});
