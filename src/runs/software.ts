import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus } from 'node:os';
import type { VersionChange } from '../reports/rerun-report.ts';
import type { BackendName } from '../study/study-spec.ts';
import { backendVersions } from '../training/backend.ts';

/** TypeScript declares it only for browsers. */
declare const WebAssembly: { validate(bytes: Uint8Array): boolean };

/** Name → version or feature set, of everything outside of a study that the bits of its results may depend on. */
export type Software = Readonly<Record<string, string>>;

const { version: hpsearch } = createRequire(import.meta.url)('hpsearch/package.json') as { version: string };

/** The software that computes with a backend in this process; null for a function. BackendError when the backend does not load. */
export async function softwareOf(backend: BackendName | null): Promise<Software> {
  return {
    hpsearch,
    // Its further numbers count repairs; JavaScript's mathematical functions are those of the first two.
    v8: process.versions.v8.split('.').slice(0, 2).join('.'),
    architecture: process.arch,
    ...(backend && (await backendVersions(backend))),
    // TensorFlow.js has another WebAssembly module for processors without SIMD; native kernels are chosen by features.
    ...(backend === 'wasm' && { webAssembly: WebAssembly.validate(usesSimd) ? 'simd' : 'no simd' }),
    ...(backend === 'native' && { processor: processorFeatures() }),
  };
}

/** The software that this process may compute with, whichever study it is for. */
export async function softwareOfMachine(): Promise<Software> {
  const { node } = process.versions;
  return { ...(await softwareOf('wasm')), node, platform: process.platform, processor: processorFeatures() };
}

/** The differences from the record of a study; names that an older version did not record are left out. */
export function softwareChanges(then: Software, now: Software): VersionChange[] {
  return Object.entries(then)
    .filter(([name, version]) => now[name] !== version)
    .map(([name, version]) => ({ package: name, before: version, now: now[name] ?? null }));
}

/** The smallest module with a SIMD instruction (github.com/GoogleChromeLabs/wasm-feature-detect). */
const usesSimd = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0],
  ...[10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11],
);

/** The instruction sets by which native TensorFlow chooses its kernels. */
const vectorFeature = /^(?:sse|ssse|avx|fma|f16c|amx|asimd|sve|sme|bf16|i8mm|fphp)/;

/** In alphabetical order; the processor's name where the system does not list its features. */
function processorFeatures(): string {
  return vectorFeaturesIn(cpuInfo()) ?? cpus()[0]?.model ?? 'unknown';
}

/** From the text of Linux's /proc/cpuinfo; undefined without a line of features. */
export function vectorFeaturesIn(text: string): string | undefined {
  const [, flags] = /^(?:flags|Features)\s*:\s*(.*)$/m.exec(text) ?? [];
  const features = flags?.split(/\s+/).filter((flag) => vectorFeature.test(flag));
  return features?.toSorted().join(' ');
}

function cpuInfo(): string {
  try {
    return readFileSync('/proc/cpuinfo', 'utf8');
  } catch {
    return '';
  }
}
