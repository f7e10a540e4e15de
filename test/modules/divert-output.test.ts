import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../e2e/hpsearch.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';

/** The texts that a process writes to its two outputs, which are files, once `code` runs behind the diversion. */
function written(code: string): { readonly output: string; readonly error: string } {
  const folder = temporaryFolder();
  const text = `
    import fs from 'node:fs';
    import { appendFile, open, writeFile } from 'node:fs/promises';
    import { once } from 'node:events';
    import { divertOutput } from '${join(root, 'dist/src/modules/divert-output.js')}';
    divertOutput();
    fs.writeSync(2, 'before;');
    ${code};
    fs.writeSync(2, ';after');`;
  const [output, error] = ['output', 'error'].map((name) => openSync(join(folder, name), 'a'));
  const args = ['--input-type=module', '--eval', text];
  spawnSync(process.execPath, args, { stdio: ['ignore', output, error] });
  closeSync(output as number);
  closeSync(error as number);
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  return { output: read('output'), error: read('error') };
}

it.each([
  "await writeFile('/dev/stdout', 'said')",
  "await fs.promises.appendFile('/dev/fd/1', 'said', 'utf8')",
  "await appendFile(new URL('file:///dev/stdout'), new TextEncoder().encode('said'))",
  "await writeFile('/dev/stdout', (function* () { yield 'sa'; yield 'id'; })())",
  "const file = await open('/dev/stdout', 'w'); await file.writeFile('said'); await file.close()",
  "fs.writeFileSync(new URL('file:///dev/stdout'), 'said')",
  "fs.appendFileSync(Buffer.from('/dev/stdout'), 'said')",
  "fs.writeFileSync('/dev/../dev//stdout', 'said')",
  "fs.writeFileSync('/proc/' + process.pid + '/fd/1', 'said')",
  "fs.writeSync(fs.openSync('/proc/thread-self/fd/1', 'w'), 'said')",
  "await once(fs.createWriteStream('/dev/stdout').end('said'), 'close')",
  "await once(fs.createWriteStream(Buffer.from('/dev/stdout'), 'utf8').end('said'), 'close')",
  "await once(fs.createWriteStream('', { fd: 1 }).end('said'), 'close')",
])('what is written goes to the standard error: %s', (code) => {
  expect(written(code)).toEqual({ output: '', error: 'before;said;after' });
});

it('keeps the other options of a stream', () => {
  const code =
    "await once(fs.createWriteStream('/dev/stdout', { encoding: 'hex' }).end('73616964'), 'close')";
  expect(written(code).error).toBe('before;said;after');
  const mark =
    "fs.writeSync(2, String(fs.createWriteStream('/dev/stdout', { highWaterMark: 7 }).writableHighWaterMark))";
  expect(written(mark).error).toBe('before;7;after');
});

it('leaves other files alone', () => {
  const file = join(temporaryFolder(), 'other');
  written(`await writeFile('${file}', 'a'); await appendFile(new URL('file://${file}'), 'b')`);
  expect(readFileSync(file, 'utf8')).toBe('ab');
});
