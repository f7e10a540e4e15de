import { tmpdir } from 'node:os';
import { describe, expect, test } from 'vitest';
import { NativeInstallError } from '../../../src/training/native/install-context.ts';
import { requireSpace } from '../../../src/training/native/requirements.ts';

describe('requireSpace', () => {
  test('lets pass what fits', async () => {
    await expect(requireSpace(tmpdir(), 1)).resolves.toBeUndefined();
  });

  test('says how much is needed, where, how much there is, and what to do', async () => {
    const refused = requireSpace(tmpdir(), 1e18);
    await expect(refused).rejects.toThrow(NativeInstallError);
    await expect(refused).rejects.toThrow(
      /^native TensorFlow needs 1000000000\.0 GB free in .+, and there are \d+\.\d GB; HPSEARCH_HOME names another place$/,
    );
  });
});
