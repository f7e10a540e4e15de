import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { objectiveConstraints } from '../../src/objectives/objective.ts';
import { recorded, root, run, temporaryDirectory, writeSpace } from './hpsearch.ts';
import { run as runServed } from './served.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);

/** The deeds of test/fixtures/modules/hostile.mjs, in this order: even trials do one, odd ones are as they should be. */
const harmless = ['print', 'printAtExit'];
const ofProcess = ['postNull', 'postReady', 'closePort', 'send', 'exit', 'kill'];
const ofThread = [
  ...['replaceMap', 'replaceIterator', 'replaceClock', 'replaceMany', 'replacePost', 'replaceTimers'],
  ...['pollute', 'freeze', 'rejectUnheard', 'throwNull', 'throwHuge', 'throwTrap', 'returnTrap'],
];

function writeObjective(module: string, changes: Record<string, unknown> = {}): void {
  const space = {
    name: 'hostile',
    model: { objective: module },
    space: { x: { type: 'uniform', min: 0, max: 1 } },
    objective: { metric: 'score', direction: 'maximize' },
    search: { trials: 2 },
    ...changes,
  };
  writeFileSync(join(directory, 'space.json'), JSON.stringify(space));
}

beforeAll(() => {
  copyFileSync(join(root, 'test/fixtures/modules/hostile.mjs'), join(directory, 'hostile.mjs'));
  writeObjective('./hostile.mjs');
});

test.each([
  { isolation: 'process', bad: ofProcess },
  { isolation: 'thread', bad: [...ofProcess, ...ofThread] },
])(
  'what a module does to its $isolation costs its own trial, and one document is printed',
  async ({ isolation, bad }) => {
    const names = [...harmless, ...bad];
    const db = `${isolation}.db`;
    const flags = ['--json', '--quiet', '--workers', '2', '--db', db, '--isolation', isolation];
    const all = ['start', 'space.json', ...flags, '--trials', String(2 * names.length)];
    const { code, stdout, stderr } = await run(all, directory);
    expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
    const trials = await recorded(join(directory, db));
    const ends = trials.map(({ trial, failure }) =>
      trial % 2 === 1 ? 'next' : (failure?.kind ?? 'complete'),
    );
    const expected = [...harmless.map(() => 'complete'), ...bad.map(() => 'crash')];
    expect(ends).toEqual(expected.flatMap((end) => [end, 'next']));
    expect(trials.filter(({ trial, state }) => trial % 2 === 1 && state !== 'complete')).toEqual([]);
    expect(JSON.parse(stdout)).toMatchObject({ trials: { failed: bad.length, waiting: 0 } });
    for (const how of ['process.stdout', 'descriptor', 'path', 'a child'])
      expect(stderr).toContain(`by ${how}`);
    const message = (name: string) => trials[2 * names.indexOf(name)]?.failure?.message;
    expect(message('closePort')).toMatch(/\(hostile\.mjs:\d+\)$/);
    if (isolation === 'process') return;
    expect(message('replaceMap')).toContain('replaces Array.prototype.map');
    expect(message('throwHuge')).toMatch(/^x{10000}… \(cut: the text has 5000000 characters\)/);
  },
);

/** Where nothing can be read from the module: a line that says where, and no search. */
const unloadable = [
  [
    'process.exit(0)',
    'bad.mjs:1 module: must load as an ES module: its import ends the process (process.exit)',
  ],
  ["setTimeout(() => { throw new Error('late'); });", 'bad.mjs:1 module: must load as an ES module: late'],
  ["Promise.reject(new Error('unheard'));", 'bad.mjs:1 module: must load as an ES module: unheard'],
  ['const = 3;', 'bad.mjs:1 module: must load as an ES module: Unexpected token'],
  ["export const run = 1, parameters = { get x() { throw new Error('no') } };", 'bad.mjs run: must be'],
  [
    "export const run = () => 1, parameters = { get x() { throw new Error('no') } };",
    'bad.mjs parameters: cannot be read: no (bad.mjs:1)',
  ],
  ['Array.prototype.map = null; export const run = () => 1;', 'replaces Array.prototype.map'],
  ['export default class {}', 'bad.mjs run: must be an exported function'],
  ['throw null', 'bad.mjs module: must load as an ES module: null'],
] as const;

test('a module that cannot be used is one line', async () => {
  writeObjective('./bad.mjs');
  const file = join(directory, 'bad.mjs');
  for (const [text, message] of unloadable) {
    writeFileSync(file, `${text}\n`);
    const model = { kind: 'objective', module: 'bad.mjs' } as const;
    const error: unknown = await objectiveConstraints(model, directory).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'FaultsError', message: expect.stringContaining(message) });
    expect(String(error)).not.toContain('\n');
  }
  const { code, stdout, stderr } = await run(['sample', 'space.json'], directory);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr.trim().split('\n')).toHaveLength(1);
});

const model = `
setInterval(() => {}, 1000);
export const parameters = { units: { type: 'integer', min: 1, default: 4 } };
export function build({ tf, config, data }) {
  return tf.sequential({ layers: [
    tf.layers.dense({ inputShape: data.inputShape, units: config.units, activation: 'ACTIVATION' }),
    tf.layers.dense({ units: data.outputs }),
  ] });
}`;

test('a command ends when its work is done; a changed module is refused until it is accepted', async () => {
  const write = (activation: string) =>
    writeFileSync(join(directory, 'model.mjs'), model.replace('ACTIVATION', activation));
  write('relu');
  const space = { units: { type: 'int', min: 2, max: 8 } };
  writeSpace(directory, { name: 'changing', model: { module: './model.mjs' }, space, search: { trials: 2 } });
  const start = ['start', 'space.json', '--db', 'changing.db', '--quiet'];
  expect(await run(start, directory)).toMatchObject({ code: 0 });
  write('tanh');
  const refusal =
    /^hpsearch: \.\/model\.mjs has changed since the study began, .* --accept-module of hpsearch start\n$/m;
  for (const command of [start, ['evaluate', '--db', 'changing.db'], ['rerun', '0', '--db', 'changing.db']]) {
    // Refused before the module is imported.
    const { code, stderr } = await runServed(command, directory);
    expect({ command, code }).toEqual({ command, code: 2 });
    expect(stderr).toMatch(refusal);
  }
  expect(await run([...start, '--accept-module'], directory)).toMatchObject({ code: 0 });
  expect(await run(['evaluate', '--db', 'changing.db'], directory)).toMatchObject({ code: 0 });
});
