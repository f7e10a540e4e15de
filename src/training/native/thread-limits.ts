/**
 * What native TensorFlow is told by the environment unless the user's says otherwise. One thread an operation: sums
 * keep their order, and so their last bits, whatever the number of workers; the workers are the parallelism.
 */
const limits: Readonly<Record<string, string>> = {
  TF_NUM_INTRAOP_THREADS: '1',
  TF_NUM_INTEROP_THREADS: '1',
  TF_CPP_MIN_LOG_LEVEL: '2',
};

/**
 * Call it in the process's main thread before another one starts. A worker's `process.env` is a copy that native code
 * never sees, and TensorFlow reads its environment once a process.
 */
export function limitNativeThreads(environment: NodeJS.ProcessEnv = process.env): void {
  for (const [name, value] of Object.entries(limits)) environment[name] ??= value;
}
