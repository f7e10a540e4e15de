import { UsageError } from '../../../errors.ts';
import { BackendError, loadBackend } from '../../backend.ts';
import { seekTfjsNode } from '../../native/tfjs-node.ts';

/** UsageError unless native TensorFlow, which makes a SavedModel, loads here. */
export async function requireNative(): Promise<void> {
  const needs = '--format savedmodel: needs native TensorFlow';
  if (seekTfjsNode() === undefined) throw new UsageError(`${needs}: npx hpsearch backend install`);
  await loadBackend('native').catch((error: unknown) => {
    if (!(error instanceof BackendError)) throw error;
    throw new UsageError(`${needs}: ${error.message}; npx hpsearch backend install --force makes it anew`, {
      cause: error,
    });
  });
}
