import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { requireFilesFolder, writeFiles } from '../../src/files/write-files.ts';

const root = mkdtempSync(join(tmpdir(), 'hpsearch-files-'));
afterAll(() => rmSync(root, { recursive: true }));

const kind = {
  name: 'a test file',
  recognises: (file: string) => readFileSync(file, 'utf8').startsWith('ours'),
};

function fileAt(path: string, content = 'ours', mayReplace = false) {
  return { target: { option: 'svg', path, mayReplace, kind, reads: [] }, content };
}

describe('several files', () => {
  it('are written together, in folders that are made', async () => {
    const folder = join(root, 'a', 'b');
    const files = [fileAt(join(folder, 'one.svg'), 'ours 1'), fileAt(join(folder, 'two.svg'), 'ours 2')];
    await writeFiles(files, [{ option: 'svg', path: folder }]);
    expect(readdirSync(folder).sort()).toEqual(['one.svg', 'two.svg']);
    expect(readFileSync(join(folder, 'two.svg'), 'utf8')).toBe('ours 2');
  });

  it('replace older ones only where that is asked for, and keep files of other kinds', async () => {
    const folder = join(root, 'kept');
    mkdirSync(folder);
    writeFileSync(join(folder, 'own.svg'), 'mine');
    writeFileSync(join(folder, 'old.svg'), 'ours before');
    const write = (name: string, mayReplace: boolean) =>
      writeFiles([fileAt(join(folder, 'new.svg')), fileAt(join(folder, name), 'ours', mayReplace)], []);
    await expect(write('old.svg', false)).rejects.toThrow('exists already');
    await expect(write('own.svg', true)).rejects.toThrow('only a test file may be replaced');
    expect(readdirSync(folder).sort()).toEqual(['old.svg', 'own.svg']);
    await write('old.svg', true);
    expect(readFileSync(join(folder, 'old.svg'), 'utf8')).toBe('ours');
  });

  it('leave nothing behind when one of them cannot be written, neither files nor folders', async () => {
    const before = readdirSync(root);
    writeFileSync(join(root, 'taken.svg'), 'mine');
    const folder = join(root, 'c', 'd');
    const files = [fileAt(join(folder, 'one.svg')), fileAt(join(root, 'taken.svg'), 'ours', true)];
    await expect(writeFiles(files, [{ option: 'svg', path: folder }])).rejects.toThrow('svg: ');
    expect(readdirSync(root).sort()).toEqual([...before, 'taken.svg'].sort());
  });

  it('need a folder that can be made', () => {
    writeFileSync(join(root, 'file'), '');
    expect(() => requireFilesFolder({ option: 'png', path: join(root, 'file') })).toThrow(
      `png: ${join(root, 'file')} is a file, not a folder`,
    );
    expect(() => requireFilesFolder({ option: 'png', path: join(root, 'file', 'below') })).toThrow('png: ');
  });
});
