import { beforeAll, expect, test } from 'vitest';
import createYargs from 'yargs';
import { addCommands, commandNames } from '../../src/commands/catalogue.ts';
import { runCommandLine } from '../../src/commands/command-line.ts';
import { UsageError } from '../../src/faults/errors.ts';
import { type Random, randomFor } from '../../src/statistics/random.ts';
import { givenTerminal } from './given-terminal.ts';

/** By command, the flags that its help names. */
const flags = new Map<string, string[]>();

beforeAll(async () => {
  for (const command of commandNames) {
    let help = '';
    await addCommands(createYargs(), givenTerminal(), (inner) => inner).parseAsync(
      [command, '--help'],
      (_error: unknown, _argv: unknown, output: string) => {
        help += output;
      },
    );
    const found = [...help.matchAll(/--([a-z-]+)/g)].map(([, flag]) => flag ?? '');
    flags.set(
      command,
      [...new Set(found)].filter((flag) => flag !== 'help' && flag !== 'version'),
    );
  }
});

const values = [
  ...[
    '',
    ' ',
    '0',
    '-1',
    '5',
    '1e400',
    '0x10',
    '1e15',
    '9007199254740993',
    'NaN',
    'Infinity',
    '007',
    '1,2,,3',
    '5.5',
  ],
  ...[
    'yes',
    'true',
    'false',
    'null',
    '[object Object]',
    'a=b',
    '--',
    '-',
    '-x',
    '\0',
    '\u001b[2J',
    '\u202eevil',
    '\ud800',
  ],
  ...[
    '__proto__',
    'constructor',
    '../..',
    '10m',
    '2g',
    'greedy',
    'x'.repeat(5000),
    'two\nlines',
    '{"a":1}',
    'install',
  ],
];
const strangeFlags = [
  ...[
    '__proto__',
    '__proto__.x',
    'constructor',
    'constructor.prototype.y',
    'toString',
    'hasOwnProperty',
    '_',
    '$0',
  ],
  ...[
    '',
    '-',
    '=',
    'a.b.c',
    'db.x',
    'json.y',
    'no-',
    'no-no-json',
    'k[]',
    'K',
    'unknownflag1',
    'x'.repeat(3000),
  ],
];

function pick<T>(random: Random, items: readonly T[]): T {
  return items[random.below(items.length)] as T;
}

/** A word or two of a command line that nobody should write. */
function hostileWords(random: Random, known: readonly string[]): string[] {
  const flag = random.below(4) === 0 ? pick(random, strangeFlags) : pick(random, known);
  const value = pick(random, values);
  switch (random.below(9)) {
    case 0:
      return [`--no-${flag}`];
    case 1:
      return [`--${flag}.x`, value];
    case 2:
      return [`--${flag}=${value}`];
    case 3:
      return [`--${flag}`];
    case 4:
      return [`--${flag}`, value, `--${flag}`, pick(random, values)];
    case 5:
      return [`-${flag}`, value];
    case 6:
      return [value];
    case 7:
      return ['--', `--${flag}`];
    default:
      return [`--${flag}`, value];
  }
}

function hostileLine(random: Random): string[] {
  const command = random.below(12) === 0 ? pick(random, values) : pick(random, commandNames);
  const known = flags.get(command) ?? ['json', 'db'];
  const words = Array.from({ length: 1 + random.below(4) }, () => hostileWords(random, known));
  return [command, ...words.flat()].filter((word) => word !== '--help' && word !== '--version');
}

class Begun extends Error {}

test('500 command lines begin, or are refused in words: none ends in a stack', {
  timeout: 30_000,
}, async () => {
  const random = randomFor(10, 'command lines');
  let refused = 0;
  for (let count = 0; count < 500; count++) {
    const line = hostileLine(random);
    const begin = () => {
      throw new Begun();
    };
    const outcome = await runCommandLine(line, givenTerminal(), begin).catch((error: unknown) => error);
    if (outcome instanceof Begun) continue;
    refused++;
    expect(outcome, JSON.stringify(line)).toBeInstanceOf(UsageError);
    const { message } = outcome as UsageError;
    expect(message.replaceAll('\n', ''), JSON.stringify(line)).not.toMatch(/[\p{Cc}\p{Cs}\p{Bidi_C}]/u);
    expect(message.length, JSON.stringify(line)).toBeLessThan(20_000);
  }
  expect(refused).toBeGreaterThan(300);
});
