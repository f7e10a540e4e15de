import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { findInstallation, nativeFolder, nativeRoot } from '../../../src/training/native/installation.ts';

const directory = mkdtempSync(join(tmpdir(), 'hpsearch-'));
afterAll(() => rmSync(directory, { recursive: true }));

describe('an installation lies', () => {
  test('in HPSEARCH_HOME, or among the caches of the system’s convention, or those of the home folder', () => {
    expect(nativeRoot({ HPSEARCH_HOME: '/a', XDG_CACHE_HOME: '/b' })).toBe('/a/native');
    expect(nativeRoot({ XDG_CACHE_HOME: '/b' })).toBe('/b/hpsearch/native');
    expect(nativeRoot({ HPSEARCH_HOME: '', XDG_CACHE_HOME: '' })).toMatch(/\.cache\/hpsearch\/native$/);
  });

  test('in a folder of its own for each tfjs-node and each kind of machine, and none for each Node', () => {
    const folder = nativeFolder(directory);
    expect(dirname(folder)).toBe(directory);
    expect(basename(folder)).toBe(`tfjs-node-4.22.0-${process.platform}-${process.arch}`);
  });
});

describe('findInstallation', () => {
  test('finds none where there is none, nor in a folder that is not complete', () => {
    expect(findInstallation(join(directory, 'nowhere'))).toBeUndefined();
    mkdirSync(nativeFolder(directory));
    expect(findInstallation(directory)).toBeUndefined();
  });

  test('reads what an installation says of itself', () => {
    const written = { tfjsNode: '4.22.0', tensorflow: '2.21.0', source: 'wheel' };
    writeFileSync(join(nativeFolder(directory), 'installation.json'), JSON.stringify(written));
    expect(findInstallation(directory)).toEqual({ ...written, folder: nativeFolder(directory) });
  });
});
