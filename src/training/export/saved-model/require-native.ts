import { BackendError, loadBackend } from '../../backend.ts';
import { seekTfjsNode } from '../../native/tfjs-node.ts';
import { refusal } from './refusal.ts';

/** UsageError unless native TensorFlow, which makes a SavedModel, loads here. */
export async function requireNative(): Promise<void> {
  const needs = 'needs native TensorFlow';
  if (seekTfjsNode() === undefined) throw refusal(`${needs}: npx hpsearch backend install`);
  await loadBackend('native').catch((error: unknown) => {
    if (!(error instanceof BackendError)) throw error;
    const mend = 'npx hpsearch backend install --force makes it anew';
    throw refusal(`${needs}: ${error.message}; ${mend}`, error);
  });
}
