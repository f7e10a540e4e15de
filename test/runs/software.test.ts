import { expect, it } from 'vitest';
import { softwareChanges, softwareOf, vectorFeaturesIn } from '../../src/runs/software.ts';

it('names hpsearch, V8 and the architecture for a function, and its backend for a model', async () => {
  const [v8] = /^\d+\.\d+/.exec(process.versions.v8) ?? [];
  const everywhere = { hpsearch: expect.stringMatching(/^\d/), v8, architecture: process.arch };
  expect(await softwareOf(null)).toEqual(everywhere);
  expect(await softwareOf('wasm')).toEqual({
    ...everywhere,
    '@tensorflow/tfjs': '4.22.0',
    '@tensorflow/tfjs-backend-wasm': '4.22.0',
    webAssembly: 'simd',
  });
});

it('finds the vector instructions of a processor, in alphabetical order', () => {
  const text = 'processor\t: 0\nflags\t\t: fpu sse4_2 vme avx2 rdrand sse4_1 fma\nbugs\t\t: spectre_v1\n';
  expect(vectorFeaturesIn(text)).toBe('avx2 fma sse4_1 sse4_2');
  expect(vectorFeaturesIn('Features\t: fp asimd crc32 sve\nCPU part\t: 0xd40\n')).toBe('asimd sve');
  expect(vectorFeaturesIn('Hardware: none\n')).toBeUndefined();
});

it('compares what the record of a study names, and nothing else', () => {
  const now = { v8: '12.4', hpsearch: '1.0.0' };
  expect(softwareChanges({ v8: '11.3', hpsearch: '1.0.0', old: '1' }, now)).toEqual([
    { package: 'v8', before: '11.3', now: '12.4' },
    { package: 'old', before: '1', now: null },
  ]);
  expect(softwareChanges({}, now)).toEqual([]);
});
