import { describe, expect, test } from 'vitest';
import createYargs from 'yargs';
import { addCommands } from '../../src/commands/catalogue.ts';
import { runCommandLine } from '../../src/commands/command-line.ts';
import { UsageError } from '../../src/faults/errors.ts';
import { givenTerminal } from './given-terminal.ts';

/** The message about the command line, without the way to the help. */
async function faultsOf(line: string): Promise<string[]> {
  const begin = () => expect.unreachable('a command with faults must not begin');
  const error = await runCommandLine(line.split(' '), givenTerminal(), begin).catch((caught) => caught);
  expect(error).toBeInstanceOf(UsageError);
  const lines = error.message.split('\n');
  const [command = ''] = line.split(' ');
  const help = commands.includes(command)
    ? `hpsearch ${command} --help lists the arguments and flags of ${command}`
    : 'hpsearch --help lists the commands';
  expect(lines.pop()).toBe(help);
  return lines;
}

test('all faults of a command line come at once, a line each', async () => {
  expect(await faultsOf('start s.json --workers 0 --keep x --isolation foo --backend b --bogus')).toEqual([
    '--workers: must be a whole number of at least 1, got 0',
    '--keep: must be a whole number of at least 1, got "x"',
    '--bogus: is not a flag of start',
    '--isolation: must be one of thread, process, got "foo"',
    '--backend: must be one of native, wasm, cpu, auto, got "b"',
  ]);
});

describe('among them', () => {
  test.each<[string, string, string[]]>([
    [
      'flags without a value',
      'start s.json --json --workers --no-check --keep --seed -1',
      [
        '--seed: must be a whole number of at least 0, got -1',
        '--workers: must have a value',
        '--keep: must have a value',
      ],
    ],
    [
      'flags given twice',
      'top --study a --study=b --k 1 --k 2 --json --json',
      ['--k: must be given once, got ["1","2"]', '--study: must be given once, got ["a","b"]'],
    ],
    [
      'more memory than a number can say',
      `start s.json --isolation process --max-memory ${'9'.repeat(400)}g`,
      [
        `--max-memory: must be an amount of memory such as 512m or 2g, of at most 1048576g, got "${'9'.repeat(79)}…"`,
      ],
    ],
    [
      'an argument that is missing, and a flag without the one that it needs',
      'start --max-memory 2g --time 1x',
      [
        '--time: must be a number of seconds or a duration such as 90s, 10m or 2h, above 0 and at most 24d, got "1x"',
        '<space>: must be given',
        '--max-memory: must come with --isolation process, for threads share the memory of one process',
      ],
    ],
    [
      'flags that exclude each other',
      'distill --student 1 --config x --temperature 0 --mixture 2',
      [
        '--temperature: must be a list of numbers above 0, got [0]',
        '--mixture: must be a list of numbers above 0 and at most 1, got [2]',
        '--student: must not be given together with --config',
      ],
    ],
    [
      'each of several arguments',
      'continue 3 a b --top 0',
      [
        '<trials>: must be a list of numbers that are whole and at least 0, got [3,"a","b"]',
        '--top: must be a whole number of at least 1, got 0',
        '<trials>: must be given, or else --top, and not both',
      ],
    ],
    [
      'each of several names',
      'check s.json --only builds,logit --skip bulds',
      [
        `--only: must name checks, and not 'logit' (did you mean 'logits'?), got ["builds","logit"]`,
        `--skip: must name checks, and not 'bulds' (did you mean 'builds'?), got ["bulds"]`,
      ],
    ],
    [
      'a flag behind one dash, given twice',
      'top -kk 1 -kk 2',
      ['-kk: is not a flag of top; flags begin with two dashes: --kk'],
    ],
    ['a number that is none, behind the end of the flags', 'show -- -1', ['-1: is one argument too many']],
    [
      'flags and words that the command does not have, a line each',
      'top now --stdy a --no-db',
      [
        'now: is one argument too many',
        "--stdy: is not a flag of top (did you mean 'study'?)",
        '--no-db: must be left out, for --db takes a value',
      ],
    ],
    ['a choice that is none', 'backend status', ['<action>: must be one of install, remove, got "status"']],
    [
      'a number in another notation',
      'show 1e1',
      ['<trial>: must be a whole number of at least 0, got "1e1"'],
    ],
    [
      'options of an ensemble that is not made',
      'ensemble --list --k 3 --replace',
      ['--k: must not be given together with --list', '--replace: must not be given together with --list'],
    ],
    ['a page that is not written', 'data s.json --replace', ['--replace: must come with --html']],
    [
      'predictions that go to no file, and the standard input',
      'predict - --replace',
      [
        '--replace: must come with --out',
        '<input>: must name a file: the standard input is not read, got "-"',
      ],
    ],
    [
      'a name of another format',
      'predict x.csv --out a.json',
      ['--out: must end in .csv, .jsonl or .ndjson: predictions are CSV or JSON lines, got "a.json"'],
    ],
    [
      'a compressed file of predictions',
      'predict x.csv --format csv --out a.csv.gz',
      ['--out: must end in .csv, .jsonl or .ndjson: predictions are CSV or JSON lines, got "a.csv.gz"'],
    ],
    ['images to be resized without any', 'evaluate --resize', ['--resize: must come with --data']],
    [
      'a flag that needs another',
      'predict x.csv --json --model',
      ['--model: must have a value', '--json: goes with --out: without it the predictions are printed'],
    ],
  ])('are %s', async (_title, line, lines) => {
    expect((await faultsOf(line)).toSorted()).toEqual(lines.toSorted());
  });
});

test('of a command that is not there nothing more is said', async () => {
  expect(await faultsOf('strat s.json --workers 0')).toEqual([
    `there is no command 'strat' (did you mean 'start'?)`,
  ]);
  expect(await faultsOf('--workers 0')).toEqual(['which command?']);
});

test('a sound command line begins, and what its command throws is thrown as it is', async () => {
  let begun = 0;
  const line = ['check', 'none.json', '--only', 'builds,logits', '--seed', '3'];
  await expect(runCommandLine(line, givenTerminal(), () => void begun++)).rejects.toThrow(
    /^none\.json: does not exist$/,
  );
  expect(begun).toBe(1);
});

/** The text that the command line would print. */
async function printed(...args: string[]): Promise<string> {
  let text = '';
  await addCommands(createYargs(), givenTerminal(), (inner) => inner).parseAsync(
    args,
    (_error: unknown, _argv: unknown, output: string) => {
      text += output;
    },
  );
  return text;
}

const commands = [...(await printed('--help')).matchAll(/^ {2}\S+ ([\w-]+)/gm)].map(
  ([, command]) => command ?? '',
);

describe('the help', () => {
  test('names the commands', () => {
    expect(commands).toEqual(
      expect.arrayContaining(['start', 'top', 'ensemble', 'sample', 'show', 'doctor']),
    );
    expect(commands.length).toBeGreaterThanOrEqual(17);
  });

  test.each(commands)('of %s shows an example', async (command) => {
    expect(await printed(command, '--help')).toContain('Examples:');
  });
});
