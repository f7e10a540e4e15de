import { action, message } from '../../../faults/message.ts';
import { BackendError, loadBackend } from '../../backend.ts';
import { seekTfjsNode } from '../../native/tfjs-node.ts';
import { refusal } from './refusal.ts';

/** Throws UsageError unless native TensorFlow, which a SavedModel needs, loads on this machine. */
export async function requireNative(): Promise<void> {
  const needs = 'needs native TensorFlow';
  if (seekTfjsNode() === undefined) throw refusal(message`${needs}: ${action('installBackend')}`);
  await loadBackend('native').catch((error: unknown) => {
    if (!(error instanceof BackendError)) throw error;
    const reinstall = action('installBackend', { force: true });
    throw refusal(message`${needs}: ${error.text}; ${reinstall} installs it again`, error);
  });
}
