import module from 'node:module';
import type { TaskAnswer, TrialTask } from '../src/pool/messages.ts';

// As in bin.ts, and each thread for itself.
(module as { enableCompileCache?: () => void }).enableCompileCache?.();

const loading = import('./train.ts');
// The first task meets its error.
loading.catch(() => undefined);

/** `train.ts`, loaded with the code that Node 22 and later keep from one run to the next. */
export default async function trainer(task: TrialTask): Promise<TaskAnswer> {
  return (await loading).default(task);
}
