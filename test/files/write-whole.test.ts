import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { writeWholeText } from '../../src/files/write-whole.ts';

const folder = mkdtempSync(join(tmpdir(), 'hpsearch-whole-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('a file that is written whole', () => {
  const kind = { name: 'anything', recognises: () => true };
  const file = { option: 'to', path: join(folder, 'out.csv'), mayReplace: true, kind, reads: [] };

  it('is there when all is written, in the place of the one before', async () => {
    for (const text of ['old', 'new']) {
      await writeWholeText(file, async (opened) => {
        await opened.write(text);
        expect(readdirSync(folder).some((name) => name.endsWith('.part'))).toBe(true);
      });
    }
    expect(readFileSync(file.path, 'utf8')).toBe('new');
  });

  it('stays as it was when the work fails, and nothing else is left', async () => {
    const failing = writeWholeText(file, async (opened) => {
      await opened.write('half');
      throw new Error('no more');
    });
    await expect(failing).rejects.toThrow('no more');
    expect(readFileSync(file.path, 'utf8')).toBe('new');
    expect(readdirSync(folder)).toEqual(['out.csv']);
  });

  it('is refused before any work where it cannot be', async () => {
    mkdirSync(join(folder, 'there'));
    const write = () => Promise.reject(new Error('the work began'));
    const refused: [string, string][] = [
      [join(folder, 'there'), 'is a folder'],
      [join(folder, 'nowhere', 'a.csv'), 'to: there is no folder'],
      [join(folder, 'out.csv', 'a.csv'), 'to: there is no folder'],
      [file.path, 'exists already: replace: true writes over it'],
    ];
    for (const [path, message] of refused) {
      await expect(writeWholeText({ ...file, path, mayReplace: false }, write)).rejects.toThrow(message);
    }
  });
});
