import { describe, expect, test } from 'vitest';
import { BackendError, backendVersions, loadBackend, probeBackends } from '../../src/training/backend.ts';

describe('loadBackend', () => {
  test.each(['wasm', 'cpu'] as const)(
    'makes %s the one that computes, and says its versions',
    async (name) => {
      const backend = await loadBackend(name);
      expect(backend.name).toBe(name);
      expect(backend.tf.getBackend()).toBe(name);
      expect(backend.versions['@tensorflow/tfjs']).toBe(backend.tf.version.tfjs);
      expect(await backendVersions(name)).toEqual(backend.versions);
      expect(backend.tf.tidy(() => [...backend.tf.add([1, 2], [3, 4]).dataSync()])).toEqual([4, 6]);
    },
  );

  test('may be called again, and goes from one backend to another', async () => {
    const names: string[] = [];
    for (const name of ['wasm', 'cpu', 'wasm', 'wasm'] as const) {
      names.push((await loadBackend(name)).tf.getBackend());
    }
    expect(names).toEqual(['wasm', 'cpu', 'wasm', 'wasm']);
  });
});

describe('probeBackends', () => {
  test('loads wasm and cpu everywhere, and says in a line why native does not load, if it does not', async () => {
    const probes = await probeBackends();
    expect(probes.map(({ name }) => name)).toEqual(['native', 'wasm', 'cpu']);
    expect(probes.slice(1).map(({ reason }) => reason)).toEqual([undefined, undefined]);
    expect(probes[0]?.reason ?? '').not.toContain('\n');
  });
});

test('raises BackendError, with the reason, for a backend that does not load', async () => {
  const native = (await probeBackends())[0]?.reason;
  if (native === undefined) return;
  await expect(loadBackend('native')).rejects.toThrow(BackendError);
  await expect(loadBackend('native')).rejects.toThrow(/^backend native does not load here: /);
});
