/**
 * Environment variables for native TensorFlow, unless the user has set them. With one thread per operation, sums are
 * bit-identical for any number of workers; the workers provide the parallelism.
 */
const limits: Readonly<Record<string, string>> = {
  TF_NUM_INTRAOP_THREADS: '1',
  TF_NUM_INTEROP_THREADS: '1',
  TF_CPP_MIN_LOG_LEVEL: '2',
};

/**
 * Call it in the main thread before any worker starts: a worker's `process.env` is a copy that native code cannot see,
 * and TensorFlow reads its environment once per process.
 */
export function limitNativeThreads(environment: NodeJS.ProcessEnv = process.env): void {
  for (const [name, value] of Object.entries(limits)) environment[name] ??= value;
}
