import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { removeLeftovers, workshopName } from '../../../src/training/native/leftovers.ts';

const root = mkdtempSync(join(tmpdir(), 'hpsearch-'));
afterAll(() => rmSync(root, { recursive: true }));

test('only what a process left that is no more is deleted, and nothing of others', async () => {
  const ended = spawnSync(process.execPath, ['-e', '']).pid;
  const kept = [
    workshopName(process.pid),
    '.installing-another-machine-1',
    'tfjs-node-4.22.0-linux-x64',
    'notes',
  ];
  for (const name of [...kept, workshopName(ended)]) {
    mkdirSync(join(root, name));
    writeFileSync(join(root, name, 'file'), '');
  }
  await removeLeftovers(root);
  expect(readdirSync(root).sort()).toEqual(kept.toSorted());
});

test('a folder that is not there holds none', async () => {
  await expect(removeLeftovers(join(root, 'nowhere'))).resolves.toBeUndefined();
});
