import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { action, message, option, worded } from '../../src/faults/message.ts';
import { commandWords } from '../../src/report/text/parts/command-words.ts';
import { shellWord } from '../../src/study/words/shell-word.ts';

const inWords = (text: Parameters<typeof worded>[0], context = {}) => worded(text, commandWords(context));

test('an option is a flag without its unit, or the argument of the command', () => {
  expect(inWords([option('maxMemoryBytes', 2 ** 29)])).toBe('--max-memory 512m');
  expect(inWords([option('replace', true)])).toBe('--replace');
  expect(inWords([option('check', false)])).toBe('--no-check');
  expect(inWords([option('config', '{"units":8}')])).toBe(`--config '{"units":8}'`);
  expect(inWords(message`${option('space')}: must be given`, { positional: 'space' })).toBe(
    '<space>: must be given',
  );
});

test('an action is a command that finds the same study again', () => {
  const context = { study: 'wine', db: 'my files/wine.db' };
  expect(inWords([action('search')], context)).toBe('hpsearch start');
  expect(inWords([action('ensemble', { name: 'best five' })])).toBe("hpsearch ensemble --name 'best five'");
  expect(inWords([action('continueTrials', { trials: [3, 7], epochs: 9 })], context)).toBe(
    "hpsearch continue 3 7 --study wine --db 'my files/wine.db' --epochs 9",
  );
  expect(inWords([action('initSpace', { data: 'a.csv' })], context)).toBe('hpsearch init a.csv');
  expect(inWords([action('show', { trial: undefined, study: 'other' })], context)).toBe(
    "hpsearch show <trial> --study other --db 'my files/wine.db'",
  );
});

test('a program reads the same message in its own words', () => {
  const text = message`${option('ensemble')}: there is none; ${action('ensemble', { name: 'a' })} makes one`;
  expect(worded(text)).toBe("ensemble: there is none; ensemble({ name: 'a' }) makes one");
});

test('a shell takes a word for what it was', () => {
  const texts = ['wine', './a/b-c_1.db', "it's a $HOME `pwd`", '"', '*', '~/a', '#1', 'a;b', '', 'é\n&'];
  const script = texts.map((text) => `printf '%s\\0' ${shellWord(text)}`).join('; ');
  expect(execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1)).toEqual(texts);
});
