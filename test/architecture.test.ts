import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  commentsHaveASubject,
  everyFileHasARoom,
  namesThatSayWhatIsInside,
  noCycles,
  noFlagsBelowCommands,
  oneDoorEach,
  oneEntrance,
  oneWayFolders,
  oneWayOrder,
  oneWriter,
  type Rule,
  sameSeedSameTrials,
  smallFiles,
  smallFolders,
} from './architecture/rules.ts';
import { parseSource, type SourceFile } from './architecture/source-file.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

const project = ['src', 'workers'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .map((path) => parseSource(path, readFileSync(join(root, path), 'utf8'))),
);

/** Made-up files: path → text. */
const made = (texts: Readonly<Record<string, string>>): SourceFile[] =>
  Object.entries(texts).map(([path, text]) => parseSource(path, text));

describe('the files of this project', () => {
  it('are found', () => {
    expect(project.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['src/faults/errors.ts', 'src/store/store.ts', 'workers/train.ts']),
    );
  });

  it.each<[string, Rule]>([
    ['import each other one way only', oneWayOrder],
    ['form no cycle', noCycles],
    ['import each other one way between the folders of a room', oneWayFolders],
    ['enter a room by its interface', oneEntrance],
    ['import each package in one room', oneDoorEach],
    ['stand in a room each', everyFileHasARoom],
    ['have names that say what is inside', namesThatSayWhatIsInside],
    ['are short', smallFiles],
    ['have comments with a subject', commentsHaveASubject],
    ['stand in small folders', smallFolders],
    ['take chance and the time as arguments', sameSeedSameTrials],
    ['write files in one room', oneWriter],
    ['name options and actions as data', noFlagsBelowCommands],
  ])('%s', (_title, rule) => {
    expect(rule(project)).toEqual([]);
  });
});

describe('the one-way order', () => {
  it.each([
    ['src/study/trial.ts', '../faults/errors.ts'],
    ['src/study/trial.ts', '../statistics/random.ts'],
    ['src/search/search.ts', '../store/store.ts'],
    ['src/commands/start.ts', '../search/search.ts'],
    ['src/cli.ts', './commands/start.ts'],
    ['workers/train.ts', '../src/pool/messages.ts'],
    ['workers/train.ts', '../src/training/models/mlp.ts'],
    ['src/cli.ts', '../package.json'],
  ])('lets %s import %s', (path, specifier) => {
    expect(oneWayOrder(made({ [path]: `import { a } from '${specifier}';` }))).toEqual([]);
  });

  it.each([
    ['src/faults/errors.ts', '../study/trial.ts', 'src/study/trial.ts'],
    ['src/study/trial.ts', '../store/store.ts', 'src/store/store.ts'],
    ['src/samplers/a.ts', '../schedulers/b.ts', 'src/schedulers/b.ts'],
    ['src/store/store.ts', '../search/search.ts', 'src/search/search.ts'],
    ['src/training/train.ts', '../data/dataset.ts', 'src/data/dataset.ts'],
    ['src/ensemble/a.ts', '../report/b.ts', 'src/report/b.ts'],
    ['src/search/a.ts', '../commands/b.ts', 'src/commands/b.ts'],
    ['src/commands/a.ts', '../cli.ts', 'src/cli.ts'],
    ['src/pool/pool.ts', '../../workers/train.ts', 'workers/train.ts'],
    ['workers/train.ts', '../src/pool/thread-pool.ts', 'src/pool/thread-pool.ts'],
    ['workers/train.ts', '../src/search/search.ts', 'src/search/search.ts'],
    ['src/study/a.ts', '../../test/b.ts', 'test/b.ts'],
  ])('forbids %s to import %s', (path, specifier, target) => {
    expect(oneWayOrder(made({ [path]: `import { a } from '${specifier}';` }))).toEqual([
      `${path} may not import ${target}`,
    ]);
  });

  it.each([
    "import type { A } from '../store/store.ts';",
    "import { type A, b } from '../store/store.ts';",
    "import '../store/store.ts';",
    "export { a } from '../store/store.ts';",
    "export type { A } from '../store/store.ts';",
    "export * from '../store/store.ts';",
    "const a = async () => import('../store/store.ts');",
    "const a = require('../store/store.ts');",
    "type A = import('../store/store.ts').A;",
    "const url = 'http://a'; /* ' */ import { a } from '../store/store.ts'; const b = `//`;",
  ])('sees %s', (text) => {
    expect(oneWayOrder(made({ 'src/study/a.ts': text }))).toEqual([
      'src/study/a.ts may not import src/store/store.ts',
    ]);
  });

  it.each([
    "// import { a } from '../store/store.ts';",
    "/** import { a } from '../store/store.ts'; */",
    'const text = "import { a } from \'../store/store.ts\';";',
  ])('does not take for an import: %s', (text) => {
    expect(oneWayOrder(made({ 'src/study/a.ts': text }))).toEqual([]);
  });

  it('lets training see the types of data, and only them', () => {
    const path = 'src/training/train.ts';
    const allowed =
      "import type { Dataset } from '../data/dataset.ts'; export type { A } from '../data/a.ts';";
    expect(oneWayOrder(made({ [path]: allowed }))).toEqual([]);
    expect(oneWayOrder(made({ 'src/store/a.ts': allowed }))).toHaveLength(2);
  });

  it('wants the ending of a relative import', () => {
    expect(oneWayOrder(made({ 'src/study/a.ts': "import { b } from './b.js';" }))).toEqual([
      'src/study/a.ts imports ./b.js, which does not end in .ts',
    ]);
  });
});

describe('the rule against cycles', () => {
  it('finds one of any length, by type imports too, and names its files once', () => {
    const files = made({
      'src/study/a.ts': "import type { B } from './b.ts';",
      'src/study/b.ts': "export * from './c.ts';",
      'src/study/c.ts': "import { a } from './a.ts';",
      'src/study/d.ts': "import { a } from './a.ts';",
      'src/study/e.ts': "import { e } from './e.ts';",
    });
    expect(noCycles(files)).toEqual([
      'src/study/a.ts, src/study/b.ts, src/study/c.ts import each other',
      'src/study/e.ts import each other',
    ]);
  });

  it('allows two ways to the same file', () => {
    const files = made({
      'src/study/a.ts': "import './b.ts'; import './c.ts';",
      'src/study/b.ts': "import './c.ts';",
      'src/study/c.ts': '',
    });
    expect(noCycles(files)).toEqual([]);
  });
});

describe('the rule against cycles between folders', () => {
  it('finds one that no file is in, at any depth, and names its folders', () => {
    const files = made({
      'src/data/table/a.ts': "import type { B } from '../sources/b.ts';",
      'src/data/sources/b.ts': '',
      'src/data/sources/c.ts': "import { d } from '../table/d.ts';",
      'src/data/table/d.ts': '',
      'src/training/loop/one/a.ts': "import '../two/b.ts';",
      'src/training/loop/two/b.ts': "import '../step.ts';",
      'src/training/loop/step.ts': "import './one/c.ts';",
      'src/training/loop/one/c.ts': '',
    });
    expect(noCycles(files)).toEqual([]);
    expect(oneWayFolders(files)).toEqual([
      'in src/data: sources, table import each other',
      'in src/training/loop: one, step.ts, two import each other',
    ]);
  });

  it('lets a catalogue stand above the folders of a room, and an interface below them', () => {
    const files = made({
      'src/metrics/catalogue.ts': "import './classification/accuracy.ts';",
      'src/metrics/classification/accuracy.ts': "import '../metric.ts';",
      'src/metrics/metric.ts': "import '../study/trial.ts';",
      'src/study/trial.ts': '',
    });
    expect(oneWayFolders(files)).toEqual([]);
  });
});

describe('the rule of doors', () => {
  it.each([
    ['src/training/backend.ts', '@tensorflow/tfjs-node'],
    ['src/training/backend.ts', '@tensorflow/tfjs-core/dist/index.js'],
    ['src/commands/start.ts', 'yargs/helpers'],
    ['src/cli.ts', 'yargs'],
    ['src/search/search.ts', 'node:fs/promises'],
  ])('lets %s import %s', (path, specifier) => {
    expect(oneDoorEach(made({ [path]: `import a from '${specifier}';` }))).toEqual([]);
  });

  it.each([
    ['src/ensemble/a.ts', '@tensorflow/tfjs-core', 'whose door is training'],
    ['workers/train.ts', '@tensorflow/tfjs-core', 'whose door is training'],
    ['src/search/a.ts', 'piscina', 'whose door is pool'],
    ['src/report/a.ts', 'kysely', 'whose door is store'],
    ['src/report/a.ts', 'yargs', 'whose door is cli, commands'],
    ['src/data/a.ts', 'zod', 'whose door is study, space-file, records, transfer'],
    ['src/study/a.ts', 'lodash', 'which has no door'],
    ['src/study/a.ts', 'toString', 'which has no door'],
    ['src/study/a.ts', 'fs', 'which has no door'],
  ])('forbids %s to import %s', (path, specifier, reason) => {
    expect(oneDoorEach(made({ [path]: `import a from '${specifier}';` }))).toEqual([
      `${path} imports ${specifier}, ${reason}`,
    ]);
  });
});

describe('the other rules', () => {
  it('find a file in no room', () => {
    const files = made({
      'src/stuff.ts': '',
      'src/misc/a.ts': '',
      'src/toString/a.ts': '',
      'src/study/a/b.ts': '',
    });
    expect(everyFileHasARoom(files)).toEqual([
      'src/stuff.ts stands in no room',
      'src/misc/a.ts stands in no room',
      'src/toString/a.ts stands in no room',
    ]);
  });

  it('find an import of what a room keeps to itself', () => {
    const text = "import { a } from '../store/sqlite/a.ts'; import { b } from '../store/store.ts';";
    expect(oneEntrance(made({ 'src/search/a.ts': text }))).toEqual([
      'src/search/a.ts imports src/store/sqlite/a.ts, which only its own room may',
    ]);
    expect(oneEntrance(made({ 'src/store/optuna/a.ts': "import '../sqlite/b.ts';" }))).toEqual([]);
  });

  it('find a name that says nothing, of a file or of a folder', () => {
    const paths = [
      'src/study/utils.ts',
      'src/data/types.ts',
      'src/pool/helpers/a.ts',
      'src/study/prototypes.ts',
    ];
    const files = made(Object.fromEntries(paths.map((path) => [path, ''])));
    expect(namesThatSayWhatIsInside(files)).toHaveLength(3);
  });

  it('find a file of more than 250 lines', () => {
    const files = made({ 'src/study/a.ts': ';\n'.repeat(250), 'src/study/b.ts': ';\n'.repeat(251) });
    expect(smallFiles(files)).toEqual(['src/study/b.ts has 251 lines, more than 250']);
  });

  it('find a comment without a subject, at its beginning alone', () => {
    const text = [
      '/** What a trial costs. */',
      '/**\n * Of a study, its trials.\n * What follows goes on.\n */',
      '// A rule.\n// What follows goes on.',
      '  // Of these.',
    ].join('\nlet a;\n');
    expect(commentsHaveASubject(made({ 'src/study/a.ts': text }))).toEqual([
      'src/study/a.ts has a comment without a subject: What a trial costs. */',
      'src/study/a.ts has a comment without a subject: Of a study, its trials.',
      'src/study/a.ts has a comment without a subject: Of these.',
    ]);
  });

  it('find a file that is written outside of the gate', () => {
    const text =
      "import { readFileSync, rmSync } from 'node:fs'; import { writeFile } from 'node:fs/promises';";
    expect(oneWriter(made({ 'src/report/a.ts': text, 'src/files/a.ts': text }))).toEqual([
      'src/report/a.ts uses rmSync of node:fs',
      'src/report/a.ts uses writeFile of node:fs',
    ]);
    expect(oneWriter(made({ 'src/report/b.ts': "import * as fs from 'fs';" }))).toHaveLength(1);
  });

  it('find chance and the clock where they may not be, and not in words about them', () => {
    const text = "Math.random(); Date['now'](); new Date(); new Date(0); Date.parse('1'); // Math.random()";
    expect(sameSeedSameTrials(made({ 'src/samplers/a.ts': text }))).toEqual([
      'src/samplers/a.ts uses Math.random',
      'src/samplers/a.ts uses Date.now',
      'src/samplers/a.ts uses new Date()',
    ]);
    for (const room of ['cli.ts', 'commands/a.ts', 'search/a.ts', 'report/a.ts']) {
      expect(sameSeedSameTrials(made({ [`src/${room}`]: text }))).toEqual([]);
    }
    const keeper = made({ 'src/training/seeded-math-random.ts': 'Math.random = Date.now;' });
    expect(sameSeedSameTrials(keeper)).toEqual(['src/training/seeded-math-random.ts uses Date.now']);
  });
});

describe('flags and commands', () => {
  it.each([
    ['src/ensemble/candidates.ts', "throw new Error('start --keep keeps more');", 1],
    ['src/ensemble/candidates.ts', 'const text = `run hpsearch ensemble now`;', 1],
    ['src/ensemble/candidates.ts', '// start --keep keeps more, as hpsearch start says', 0],
    ['src/commands/start.ts', "const text = 'start --keep keeps more';", 0],
  ])('%s with %s breaks the rule %i times', (path, text, breaches) => {
    expect(noFlagsBelowCommands(made({ [path]: text }))).toHaveLength(breaches);
  });
});

it('a folder of 26 files breaks the rule of small folders', () => {
  const folder = (count: number) =>
    made(Object.fromEntries(Array.from({ length: count }, (_, index) => [`src/store/a${index}.ts`, ''])));
  expect(smallFolders(folder(25))).toEqual([]);
  expect(smallFolders(folder(26))).toEqual(['src/store has 26 files, more than 25']);
});
