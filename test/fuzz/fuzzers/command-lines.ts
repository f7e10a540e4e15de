import type { Random } from '../../../src/statistics/random.ts';
import type { FuzzCase, Fuzzer } from '../fuzzer.ts';
import { happens, pick, times } from '../mutations/choice.ts';
import { junkTexts } from '../mutations/junk.ts';
import { type KnownCommand, type KnownFlag, knownCommands } from './known-commands.ts';

/** The outputs that may be replaced; every other file of the folder must stay as it is. */
const olderOutputs = ['old.csv', 'old.html', 'old.jsonl', 'old-model'];
/** Commands that record something in the database. */
const recording = /^(start|import|ensemble|distill|continue)$/;

/** Command lines made of the commands and their flags: wrong values, forms and orders, missing files, odd paths. */
export const commandLines: Fuzzer = {
  name: 'command-lines',
  shortCases: 20,
  async next(random: Random): Promise<FuzzCase> {
    const args = await commandLine(random);
    // A process can be given no argument with a NUL.
    const canStart = args.every((word) => !word.includes('\0') && word.length < 100_000);
    return {
      title: args[0] ?? 'no command',
      files,
      commands: [args],
      program: canStart && happens(random, 0.12) ? 'built' : 'server',
      mayChange: recording.test(args[0] ?? '') ? ['hpsearch.db', ...olderOutputs] : olderOutputs,
    };
  },
};

const tinySpace = JSON.stringify({
  name: 'tiny',
  data: 'iris',
  model: { type: 'linear' },
  space: { learningRate: { type: 'logUniform', min: 0.001, max: 0.1 } },
  training: { maxEpochs: 1, backend: 'cpu' },
  search: { trials: 1 },
});

const files: FuzzCase['files'] = {
  'hpsearch.db': { stock: 'hpsearch.db' },
  'penguins.csv': { stock: 'penguins.csv' },
  'space.json': { stock: 'space.json' },
  'study.json': { stock: 'study.json' },
  'trials.csv': { stock: 'trials.csv' },
  'optuna.db': { stock: 'optuna.db' },
  model: { stock: 'model' },
  'old-model': { stock: 'model' },
  'old.csv': { text: 'prediction\nAdelie\n' },
  'old.jsonl': { text: '{"prediction":"Adelie"}\n' },
  'old.html': { text: '<!doctype html><title>old</title>\n' },
  'tiny.json': { text: tinySpace },
  'notes/diary.txt': { text: 'keep me\n' },
  empty: { kind: 'folder' },
  pipe: { kind: 'pipe' },
};

const inputs = [
  'tiny.json',
  'space.json',
  'penguins.csv',
  'study.json',
  'trials.csv',
  'optuna.db',
  'hpsearch.db',
  'model',
  'notes',
  'notes/diary.txt',
  'empty',
  'nowhere.json',
  '0',
  '1',
  '2',
  '99',
  '-1',
  '1.5',
  'pair',
];
const outputs = [
  ...olderOutputs,
  'new.csv',
  'new.json',
  'new-folder',
  'notes/new.html',
  'nowhere/new.csv',
  '.',
  './',
  '..',
  'notes',
  'notes/diary.txt',
  'hpsearch.db',
  './hpsearch.db',
  'space.json',
  'penguins.csv',
  'tiny.json',
  'pipe',
  'empty',
  'notes/diary.txt/below',
];
const longPath = `${'long/'.repeat(900)}end`;
/** Small or hopeless: a valid large number would be carried out. */
const numbers = [
  '1',
  '2',
  '3',
  '0',
  '-1',
  '1.5',
  '1e15',
  '1e300',
  '9007199254740993',
  'NaN',
  'Infinity',
  '0x1',
  '',
  'two',
  '1e-3',
  '½',
];

let commands: Promise<KnownCommand[]> | undefined;

async function commandLine(random: Random): Promise<string[]> {
  commands ??= knownCommands();
  const command = pick(random, await commands);
  const words = [command.name, ...positionals(random, command.name)];
  const flags = times(random.below(5), () => flagWords(random, pick(random, command.flags)));
  const all = [words, ...flags];
  if (happens(random, 0.1)) random.shuffle(all as unknown as number[]);
  if (happens(random, 0.05)) all.splice(random.below(all.length + 1), 0, [pick(random, extraWords)]);
  return all.flat();
}

const extraWords = [
  '--',
  '-',
  '--help',
  '--version',
  '-h',
  '-k',
  '-abc',
  '--=x',
  '--.',
  '---x',
  '--constructor.prototype.y',
  '--__proto__.x=1',
  '--__proto__',
  '--no-',
  '--trails',
  '--json.x',
  'extra',
  '\u001b[31m',
  '\u202E',
  '@file',
  '--_=x',
  '--$0=x',
  '--config',
  '--get-yargs-completions',
];

function positionals(random: Random, command: string): string[] {
  if (happens(random, 0.1)) return times(random.below(3), () => word(random));
  switch (command) {
    case 'start':
    case 'sample':
    case 'check':
    case 'data':
      return [happens(random, 0.7) ? 'tiny.json' : pathWord(random, inputs)];
    case 'predict':
      return [happens(random, 0.6) ? 'penguins.csv' : pathWord(random, inputs)];
    case 'import':
      return [
        happens(random, 0.6)
          ? pick(random, ['study.json', 'trials.csv', 'optuna.db'])
          : pathWord(random, inputs),
      ];
    case 'show':
    case 'rerun':
    case 'continue':
      return [happens(random, 0.6) ? pick(random, ['0', '1', '2']) : pick(random, numbers)];
    case 'backend':
      // Its real actions would download or delete what belongs to the user.
      return [pick(random, ['instal', 'x', '', 'INSTALL'])];
    default:
      return happens(random, 0.1) ? [word(random)] : [];
  }
}

function flagWords(random: Random, flag: KnownFlag): string[] {
  const value = flagValue(random, flag);
  switch (random.below(16)) {
    case 0:
      return [`--${flag.name}`];
    case 1:
      return [`--no-${flag.name}`];
    case 2:
      return [`--${flag.name}.${pick(random, ['x', '__proto__', '0', 'constructor.y'])}`, value];
    case 3:
      return [`--${flag.name}`, value, `--${flag.name}`, flagValue(random, flag)];
    case 4:
      return [`--${flag.name.slice(0, -1)}`, value];
    case 5:
      return [`-${flag.name}`, value];
    case 6:
      return [`--${flag.name.toUpperCase()}`, value];
    case 7:
      return [`--${flag.name}`, value, 'extra'];
    default:
      if (flag.kind === 'switch') return [`--${flag.name}${happens(random, 0.2) ? `=${value}` : ''}`];
      return happens(random, 0.4) ? [`--${flag.name}=${value}`] : [`--${flag.name}`, value];
  }
}

function flagValue(random: Random, { name, kind, choices }: KnownFlag): string {
  if (happens(random, 0.12)) return word(random);
  if (choices.length > 0) return happens(random, 0.7) ? String(pick(random, choices)) : 'neither';
  if (kind === 'switch') return pick(random, ['true', 'false', 'yes', '', '1']);
  if (/^(out|html|to)$/.test(name)) return pathWord(random, outputs);
  if (name === 'db')
    return pathWord(random, [
      'hpsearch.db',
      'hpsearch.db',
      'optuna.db',
      'new.db',
      'space.json',
      'empty',
      'nowhere/new.db',
      'notes/diary.txt',
    ]);
  if (/^(data|space|directory|config)$/.test(name)) return pathWord(random, inputs);
  if (name === 'model')
    return pick(random, ['0', '1', '99', 'pair', 'model', './model', 'student', 'empty', 'nowhere', '']);
  if (kind === 'other')
    return name === 'time'
      ? pick(random, ['1s', '2s', '0s', '1y', '-1m', '1e9d', ''])
      : pick(random, numbers);
  return pick(random, [
    'penguins',
    'pair',
    'species',
    'tiny',
    'random',
    'none',
    'median',
    '',
    'a,b',
    '0,1',
    'finite-values',
    '2024',
  ]);
}

function pathWord(random: Random, known: readonly string[]): string {
  if (happens(random, 0.85)) return pick(random, known);
  return pick(random, [
    '',
    ' ',
    longPath,
    'x'.repeat(300),
    'a\u0000b',
    '\u001b[31mred',
    'line\nbreak',
    '\u202Egnp',
    '%00',
    'é',
    '~',
    '$HOME',
  ]);
}

/** No word leads out of the case's folder but by `..`, where only the folder itself is. */
function word(random: Random): string {
  const words = junkTexts.filter((text) => !/^(\/|~|\.\.|file:)/.test(text));
  return pick(random, words);
}
