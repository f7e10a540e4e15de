import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type InstallContext, packageFolder } from '../../../src/training/native/install-context.ts';
import { tryOwnDownload } from '../../../src/training/native/own-download.ts';

let workshop: InstallContext;
beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'hpsearch-'));
  workshop = { folder, signal: new AbortController().signal, onStep() {}, onNote() {} };
  mkdirSync(packageFolder(workshop), { recursive: true });
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(workshop.folder, { recursive: true });
});

/** Puts a program in npm's place, which is started in the workshop. */
function npmDoes(script: string): void {
  const file = join(workshop.folder, 'npm');
  writeFileSync(file, `#!/bin/sh\ncd node_modules/@tensorflow/tfjs-node\n${script}\n`);
  chmodSync(file, 0o755);
  vi.stubEnv('PATH', `${workshop.folder}${delimiter}${process.env.PATH}`);
}

describe.skipIf(process.platform === 'win32')('tfjs-node’s own download', () => {
  test('works when it leaves a binding', async () => {
    npmDoes('mkdir -p deps/lib lib/napi-v8 && touch lib/napi-v8/tfjs_binding.node');
    expect(await tryOwnDownload(workshop)).toBeUndefined();
  });

  const patient = { firstByteSeconds: 20, wholeMinutes: 1 };

  test.each([
    [
      'its own reason, when it fails',
      'mkdir deps; echo "Error: getaddrinfo ENOTFOUND" >&2; exit 1',
      patient,
      'Error: getaddrinfo ENOTFOUND',
    ],
    ['that there is no binding, when npm runs no scripts', 'mkdir deps', patient, 'it left no binding'],
    [
      'a host that never answers',
      'mkdir deps; sleep 20',
      { ...patient, firstByteSeconds: 0.1 },
      'no answer within 0.1 s',
    ],
    [
      'a host that never ends',
      'mkdir deps; touch deps/some; sleep 20',
      { ...patient, wholeMinutes: 0.01 },
      'not done within 0.01 minutes',
    ],
  ])('tells %s, and leaves nothing', async (_, script, limits, reason) => {
    npmDoes(script);
    expect(await tryOwnDownload(workshop, limits)).toBe(reason);
    expect(existsSync(join(packageFolder(workshop), 'deps'))).toBe(false);
  });

  test('is stopped by the user', async () => {
    npmDoes('sleep 20');
    const stopped = { ...workshop, signal: AbortSignal.timeout(200) };
    await expect(tryOwnDownload(stopped)).rejects.toThrow(/abort|timeout/);
  });
});
