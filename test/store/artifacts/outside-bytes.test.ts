import { expect, it } from 'vitest';
import type { ArtifactLedger } from '../../../src/store/artifacts/ledger.ts';
import { OutsideBytes } from '../../../src/store/artifacts/outside-bytes.ts';

it('a place that could not be read is read again', async () => {
  const answers = [() => Promise.reject(new Error('away')), () => Promise.resolve('/bytes')];
  const placeOf = () => (answers.shift() as () => Promise<string>)();
  const outside = new OutsideBytes({ placeOf } as unknown as ArtifactLedger, 1);
  await expect(outside.placeOf(1)).rejects.toThrow('away');
  expect(await outside.placeOf(1)).toBe('/bytes');
  expect(await outside.placeOf(1)).toBe('/bytes');
});
