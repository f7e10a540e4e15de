import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeStudy } from '../made-study/made-study.ts';
import { temporaryDirectory } from './hpsearch.ts';
import { run } from './served.ts';

describe('hpsearch report', () => {
  const { directory, remove } = temporaryDirectory();

  beforeAll(async () => {
    await makeStudy(join(directory, 'hpsearch.db'), { name: 'first', trials: 20, epochs: 4 });
    await makeStudy(join(directory, 'hpsearch.db'), {
      name: 'second',
      trials: 40,
      epochs: 9,
      hasRungs: true,
    });
  });
  afterAll(remove);

  const entries = () => readdirSync(directory).sort();

  it('writes the newest study as a page and its pictures, and says where', async () => {
    const { code, stdout, stderr } = await run(
      ['report', '--html', 'out.html', '--svg', 'figures/v', '--png', 'figures/p'],
      directory,
    );
    expect([code, stderr]).toEqual([0, '']);
    const pictures = readdirSync(join(directory, 'figures', 'v'));
    expect(stdout).toMatch(/^study 'second': out\.html, \d+ kB\n/);
    expect(stdout).toContain(`study 'second': ${pictures.length} pictures in figures/v, `);
    expect(readFileSync(join(directory, 'out.html'), 'utf8')).toContain('<h1>second</h1>');
    expect(readdirSync(join(directory, 'figures', 'p'))).toEqual(
      pictures.map((name) => name.replace('.svg', '.png')),
    );
  });

  it('writes another study by its name', async () => {
    const { code, stdout } = await run(['report', '--study', 'first', '--html', 'first.html'], directory);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^study 'first': first\.html, \d+ kB\n$/)]);
  });

  it('overwrites nothing without --replace, and then only its own files', async () => {
    const before = entries();
    const again = await run(['report', '--html', 'out.html', '--svg', 'new'], directory);
    expect(again.code).toBe(2);
    expect(again.stderr).toContain('--html: out.html exists already: --replace writes over it');
    const pictures = await run(['report', '--html', 'other.html', '--svg', 'figures/v'], directory);
    expect(pictures.code).toBe(2);
    expect(pictures.stderr).toMatch(
      /--svg: figures\/v\/[\w-]+\.svg exists already: --replace writes over it/,
    );
    expect(entries()).toEqual(before);
    mkdirSync(join(directory, 'mine'));
    writeFileSync(join(directory, 'mine', 'history.svg'), '<svg/>');
    const own = await run(['report', '--svg', 'mine', '--replace'], directory);
    expect(own.stderr).toContain(
      'mine/history.svg exists and stays: only a picture that hpsearch drew may be replaced',
    );
    expect(readdirSync(join(directory, 'mine'))).toEqual(['history.svg']);
    const replaced = await run(
      ['report', '--html', 'out.html', '--svg', 'figures/v', '--replace'],
      directory,
    );
    expect([replaced.code, replaced.stderr]).toEqual([0, '']);
  });

  it.each([
    [
      ['report', '--replace'],
      '--replace: must come with a file to write: --html FILE, --svg FOLDER or --png FOLDER',
    ],
    [
      ['report', '--html', 'hpsearch.db', '--replace'],
      '--html: hpsearch.db is read by this command, and stays',
    ],
    [['report', '--svg', 'hpsearch.db'], '--svg: hpsearch.db is a file, not a folder'],
    [['report', '--html', 'none/out.html'], '--html: there is no folder none'],
    [['report', '--html', 'new.html', '--study', 'third'], "'third'"],
    [['report', '--html', 'new.html', '--db', 'none.db'], 'none.db'],
  ])('refuses %j in one message, and leaves nothing behind', async (args, message) => {
    const before = entries();
    const { code, stdout, stderr } = await run(args, directory);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
    expect(entries()).toEqual(before);
  });

  it('draws in the terminal too: the history, a learning curve, and in ASCII', async () => {
    const top = await run(['top', '--plot'], directory);
    expect(top.stdout).toMatch(/valLoss by trial/);
    expect(top.stdout).toMatch(/•[\s\S]*─ 0\.09405/);
    expect(top.stdout).toContain('39 of 40 trials drawn; the line is the best so far');
    const json = await run(['top', '--plot', '--json'], directory);
    expect(json.stdout).toBe((await run(['top', '--json'], directory)).stdout);
    const show = await run(['show', '3'], directory);
    expect(show.stdout).toMatch(/[⠁-⣿]+ valLoss$/m);
    const ascii = await run(['show', '3', '--ascii'], directory);
    expect(ascii.stdout).toMatch(/['.:]+ valLoss$/m);
    expect(ascii.stdout).not.toMatch(/[^\p{ASCII}]/u);
  });
});
