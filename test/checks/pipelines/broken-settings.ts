import { type BrokenPipeline, type Diagnosis, inSpace, long, smallNet, warns } from './broken-pipeline.ts';

/** Settings of the space that let every trial learn less, beside usual values of the same settings. */
const inSettings = (title: string, broken: object, usual: object, diagnosis: Diagnosis): BrokenPipeline =>
  inSpace(
    title,
    (isMended) => ({
      data: { source: 'digits' },
      model: { type: 'mlp' },
      space: { ...smallNet, ...(isMended ? usual : broken) },
    }),
    diagnosis,
  );

const brake = (message: RegExp, also: readonly string[] = []) => warns('plain-settings', message, also);

/** Trials learn, and less than they would. */
export const brokenSettings: readonly BrokenPipeline[] = [
  inSettings(
    'schedule that ends learning after a third',
    { schedule: 'step', scheduleFactor: 1e-6, clipNorm: 1 },
    { schedule: 'step', scheduleFactor: 0.1, clipNorm: 1 },
    brake(/66\.7 % of a trial’s steps/),
  ),
  long(
    inSettings(
      'gradients clipped below the epsilon of Adam',
      { clipNorm: 1e-6 },
      { clipNorm: 1 },
      brake(/clipNorm 1e-6 leaves each of \d+ weights/),
    ),
  ),
  long(
    inSettings(
      'momentum of 0.9999',
      { optimizer: 'sgd', learningRate: 0.01, momentum: 0.9999 },
      { optimizer: 'sgd', learningRate: 0.01, momentum: 0.9 },
      brake(/sums the gradients of 10000 steps/),
    ),
  ),
  inSettings(
    'labels smoothed by 0.9',
    { labelSmoothing: 0.9 },
    { labelSmoothing: 0.1 },
    brake(/without labelSmoothing 0\.9$/),
  ),
  long(inSettings('dropout of 0.9', { dropout: 0.9 }, { dropout: 0.3 }, brake(/without dropout 0\.9$/))),
  long(
    inSettings(
      'weight decay of 10',
      { weightDecay: 10 },
      { weightDecay: 0.1 },
      brake(/without weightDecay 10$/),
    ),
  ),
];
