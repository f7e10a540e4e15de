import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { placeFlags } from '../../src/commands/place-flags.ts';
import { defaultDatabase } from '../../src/store/default-database.ts';
import { shellWord } from '../../src/study/shell-word.ts';

test('only what a command would not find by itself is named', () => {
  const db = defaultDatabase();
  expect(placeFlags({ db })).toBe('');
  expect(placeFlags({ db, study: 'wine' })).toBe(' --study wine');
  expect(placeFlags({ db: 'my files/wine.db' })).toBe(" --db 'my files/wine.db'");
});

test('a shell takes a word for what it was', () => {
  const texts = ['wine', './a/b-c_1.db', "it's a $HOME `pwd`", '"', '*', '~/a', '#1', 'a;b', '', 'é\n&'];
  const script = texts.map((text) => `printf '%s\\0' ${shellWord(text)}`).join('; ');
  expect(execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1)).toEqual(texts);
});
