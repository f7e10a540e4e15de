import { plainStepProgress, terminalStepProgress } from '../../report/text/progress/data-progress.ts';
import { type FeatureStep, featureSteps } from '../../training/pretrained/feature-steps.ts';
import type { Terminal } from '../terminal.ts';

/** Shows how far the features of a pretrained model are, for as long as `work` takes. */
export async function withFeatureProgress<T>(
  { progress }: Pick<Terminal, 'progress'>,
  work: () => Promise<T>,
): Promise<T> {
  const open = progress.isTTY ? terminalStepProgress : plainStepProgress;
  let shown: ReturnType<typeof open> | undefined;
  const begin = () => {
    const startedAt = performance.now();
    return open(progress, () => (performance.now() - startedAt) / 1000);
  };
  const close = () => {
    shown?.close();
    shown = undefined;
  };
  const handle = (step: unknown) => {
    const { model, done, rows } = step as FeatureStep;
    if (done === rows) return close();
    shown ??= begin();
    shown.onStep(`computing the features of ${rows} rows by ${model}`, done / rows);
  };
  featureSteps.subscribe(handle);
  try {
    return await work();
  } finally {
    featureSteps.unsubscribe(handle);
    close();
  }
}
