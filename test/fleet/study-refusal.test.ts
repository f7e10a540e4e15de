import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { worded } from '../../src/faults/message.ts';
import { otherModule, otherProcessor, otherSoftware } from '../../src/fleet/study-refusal.ts';
import { moduleDigest } from '../../src/modules/module-digest.ts';
import { softwareOf } from '../../src/runs/software.ts';
import type { Study } from '../../src/store/store.ts';
import { exampleStudy } from '../store/example-study.ts';

const folder = mkdtempSync(join(tmpdir(), 'hpsearch-refusal-'));
afterAll(() => rmSync(folder, { recursive: true }));

const study = (changes: Partial<Study>): Study => ({
  ...exampleStudy('wine'),
  ...{ id: 1, createdAt: '', directory: folder },
  ...changes,
});

describe('other software', () => {
  it('is none where all that the study records is the same', async () => {
    const { architecture: _, ...versions } = await softwareOf('wasm');
    expect(await otherSoftware(study({ versions }))).toBeUndefined();
    expect(await otherSoftware(study({ versions: {} }))).toBeUndefined();
  });

  it('is named with both versions and the way to accept it', async () => {
    const here = await softwareOf('wasm');
    const versions = { ...here, v8: '1.2', '@tensorflow/tfjs': '3.0.0' };
    const told = worded((await otherSoftware(study({ versions }))) ?? '');
    expect(told).toBe(
      `V8 is ${here.v8} here, and was 1.2 where the study began; @tensorflow/tfjs is 4.22.0 here, and was 3.0.0 where ` +
        'the study began: results could differ in their last bits; acceptVersions trains it all the same',
    );
  });

  it('is a processor whose vector instructions differ, for the native backend', () => {
    const native = ', and native TensorFlow chooses its routines by that';
    expect(otherProcessor('avx avx2 fma', 'avx')).toBe(`the processor here lacks avx2, fma${native}`);
    expect(otherProcessor('avx', 'amx_int8 avx')).toBe(`the processor here has amx_int8 besides${native}`);
    expect(otherProcessor('avx sse4_1', 'avx asimd')).toBe(
      `the processor here lacks sse4_1 and has asimd besides${native}`,
    );
  });
});

describe('another module', () => {
  const model = (digest?: string): Study =>
    study({
      spec: {
        ...exampleStudy('wine').spec,
        model: { kind: 'module', module: './model.mjs', ...(digest && { digest }) },
      },
    });

  it('is one that is missing or has changed', () => {
    expect(worded(otherModule(model('0')) ?? '')).toBe(
      `its module is not at ${join(folder, 'model.mjs')}: put it there, or give the folder of the space file with directory`,
    );
    writeFileSync(join(folder, 'model.mjs'), 'export const build = 1;');
    expect(worded(otherModule(model('0')) ?? '')).toContain('differs from the one with which the study runs');
    expect(otherModule(model(moduleDigest('./model.mjs', folder)))).toBeUndefined();
    expect(otherModule(model())).toBeUndefined();
    expect(otherModule(study({}))).toBeUndefined();
  });
});
