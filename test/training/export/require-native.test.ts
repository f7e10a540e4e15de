import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { requireNative } from '../../../src/training/export/saved-model/require-native.ts';
import { nativeFolder, nativeRoot, tfjsNodeVersion } from '../../../src/training/native/installation.ts';

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'hpsearch-home-'));
  vi.stubEnv('HPSEARCH_HOME', home);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true });
});

/** A package of an installation, whose whole program is `text`. */
function install(name: string, version: string, text: string): string {
  const folder = join(nativeFolder(nativeRoot()), 'node_modules', '@tensorflow', name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: `@tensorflow/${name}`, version }));
  writeFileSync(join(folder, 'index.js'), text);
  return folder;
}

it('says how to install native TensorFlow where there is none', async () => {
  await expect(requireNative()).rejects.toThrow(
    /^format: 'savedmodel': needs native TensorFlow: installBackend\(\)$/,
  );
});

it('says why what is installed does not load', async () => {
  for (const name of ['tfjs', 'tfjs-core']) install(name, tfjsNodeVersion, '');
  const folder = install(
    'tfjs-node',
    tfjsNodeVersion,
    "throw new Error('libtensorflow.so.2: no such file');",
  );
  mkdirSync(join(folder, 'lib', 'napi-v8'), { recursive: true });
  writeFileSync(join(folder, 'lib', 'napi-v8', 'tfjs_binding.node'), '');
  writeFileSync(join(nativeFolder(nativeRoot()), 'installation.json'), '{}');
  await expect(requireNative()).rejects.toThrow(
    "format: 'savedmodel': needs native TensorFlow: backend native does not load here: libtensorflow.so.2: no such file; installBackend",
  );
});
