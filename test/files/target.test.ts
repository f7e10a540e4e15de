import { spawnSync } from 'node:child_process';
import { linkSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { type FileTarget, requireFileTarget } from '../../src/files/target.ts';
import { writeWholeText } from '../../src/files/write-whole.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';

const kind = {
  name: 'pages',
  recognises: (file: string) => readFileSync(file, 'utf8').startsWith('page'),
};
let folder = '';
const at = (name: string) => `${folder}/${name}`;

beforeEach(() => {
  folder = temporaryFolder();
  writeFileSync(at('old'), 'page 1');
  writeFileSync(at('data.csv'), 'a,b\n');
  mkdirSync(at('there'));
});

function look(path: string, changes: Partial<FileTarget> = {}): string {
  const target = {
    option: 'html',
    path,
    mayReplace: true,
    kind,
    reads: [at('data.csv'), at('x.db')],
    ...changes,
  };
  return requireFileTarget(target).path;
}

describe('the gate in front of files that are written', () => {
  it('lets a new file pass, and an older one of its kind when --replace is given', () => {
    expect(look(at('new'))).toBe(at('new'));
    expect(look(at('there/../new'))).toBe(at('new'));
    expect(look(at('old'))).toBe(at('old'));
    expect(() => look(at('old'), { mayReplace: false })).toThrow(
      'exists already: replace: true writes over it',
    );
  });

  it('leads through a link to the file that is meant, which the link goes on naming', async () => {
    symlinkSync('old', at('link'));
    expect(look(at('link'))).toBe(at('old'));
    const target = { option: 'html', path: at('link'), mayReplace: true, kind, reads: [] };
    await writeWholeText(target, (file) => file.writeFile('page 2'));
    expect(readFileSync(at('old'), 'utf8')).toBe('page 2');
    expect(look(at('link'))).toBe(at('old'));
  });

  it('refuses what the command reads, under whatever name', () => {
    writeFileSync(at('x.db-wal'), 'page of the log');
    linkSync(at('data.csv'), at('hard'));
    symlinkSync('data.csv', at('soft'));
    const names = ['data.csv', './data.csv', 'there/../data.csv', 'hard', 'soft', 'x.db-wal'];
    for (const name of names) expect(() => look(at(name))).toThrow('is read by this command, and stays');
  });

  it('refuses what it does not know, and places that hold no files', () => {
    writeFileSync(at('notes'), 'mine');
    symlinkSync('nothing', at('dangling'));
    symlinkSync('circle', at('circle'));
    symlinkSync('/dev/null', at('null'));
    symlinkSync('/proc/self/fd/1', at('output'));
    symlinkSync('/dev/stdout', at('stdout'));
    symlinkSync('stdout', at('twice'));
    const refused: [string, string][] = [
      ['', 'must not be empty'],
      ['  ', 'must not be empty'],
      ['-', 'must name a file or a folder, got "-"'],
      [at('a\0b'), 'must not hold a NUL character'],
      [at('a\nb'), 'a\\nb" holds a control character'],
      [at('a'.repeat(5000)), 'must have at most 4095 bytes'],
      [at('a'.repeat(300)), 'the path or a name in it is too long'],
      [at('notes'), 'exists and stays: only pages may be replaced'],
      [at('there'), 'is a folder'],
      [at('none/new'), 'there is no folder'],
      [at('none/../new'), 'there is no folder'],
      [at('old/new'), 'there is no folder'],
      [at('new/'), 'names a folder, not a file'],
      [at('old/'), 'names a folder, not a file'],
      [at('dangling'), 'is a symbolic link to nothing'],
      [at('circle'), 'symbolic links'],
      [at('null'), "a folder of the system's own"],
      [at('output'), "a folder of the system's own"],
      [at('stdout'), "a folder of the system's own"],
      [at('twice'), "a folder of the system's own"],
      ['/dev/null', "a folder of the system's own"],
      ['/dev/new', "a folder of the system's own"],
      ['/proc/self/fd/1', "a folder of the system's own"],
    ];
    for (const [path, message] of refused) expect(() => look(path)).toThrow(message);
  });

  it('refuses pipes, sockets and devices', async () => {
    expect(spawnSync('mkfifo', [at('pipe')]).status).toBe(0);
    const server = createServer().listen(at('socket'));
    onTestFinished(() => void server.close());
    await new Promise((resolve) => server.once('listening', resolve));
    expect(() => look(at('pipe'))).toThrow('is a named pipe');
    expect(() => look(at('socket'))).toThrow('is a socket');
    // Only the superuser makes devices.
    if (spawnSync('mknod', [at('device'), 'c', '1', '3']).status !== 0) return;
    expect(() => look(at('device'))).toThrow('is a device');
  });

  it('does not write over a file that comes into being meanwhile', async () => {
    const target = { option: 'html', path: at('late'), mayReplace: false, kind, reads: [] };
    const writing = writeWholeText(target, async (file) => {
      await file.writeFile('page');
      writeFileSync(join(folder, 'late'), 'mine');
    });
    await expect(writing).rejects.toThrow('exists');
    expect(readFileSync(at('late'), 'utf8')).toBe('mine');
  });
});
