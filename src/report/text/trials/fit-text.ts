import { action, type Message, message, type Wording, worded } from '../../../faults/message.ts';
import type { Fit } from '../../../metrics/fit.ts';
import type { Trial } from '../../../study/trial.ts';
import { commandWords } from '../parts/command-words.ts';
import { formatMetric } from '../parts/format.ts';

/** "trial 3 overfits: loss 0.031 on the training rows and 0.128 on validation: …"; without a verdict the numbers alone. */
export function fitText({ trial }: Pick<Trial, 'trial'>, fit: Fit, words: Wording = commandWords()): string {
  const { metric, training, validation, isRunning, verdict } = fit;
  const [own, other] = [training, validation].map((each) => formatMetric(metric, each));
  const rows = isRunning ? 'during the training of its best epoch' : 'on the training rows';
  const numbers = `${metric} ${own} ${rows} and ${other} on validation`;
  if (verdict === undefined) return `trial ${trial}: ${numbers}`;
  return worded(message`trial ${trial} ${verdict}: ${numbers}: ${advice[verdict](trial)}`, words);
}

const advice: Readonly<Record<NonNullable<Fit['verdict']>, (trial: number) => Message>> = {
  overfits: (trial) =>
    message`regularise it (dropout, weight decay, augmentation), or get more rows, if they pay (${action('learningCurve', { trial })})`,
  underfits: () =>
    'give it capacity (more units or layers; if it has the most that the space allows, raise their max) or a longer training',
};
