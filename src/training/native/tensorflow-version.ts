import type { Tf } from '../tensorflow.ts';

/** The version of the library behind the native backend, which must be initialised. */
export function tensorflowVersion(tf: Tf): string {
  const { binding } = tf.findBackend('tensorflow') as { binding?: { TF_Version?: string } };
  return binding?.TF_Version ?? 'unknown';
}
