import { type BrokenPipeline, type Diagnosis, fails, inModel, long, warns } from './broken-pipeline.ts';

const classes = { source: 'digits' };
const values = { source: 'penguins', target: 'bodyMassGrams' };

const inLoss = (title: string, bug: string, data: object, diagnosis: Diagnosis) =>
  inModel(title, 'losses.mjs', data, diagnosis, bug);

const inInputs = (title: string, bug: string, diagnosis: Diagnosis) =>
  inModel(title, 'lossy-inputs.mjs', { source: 'iris' }, diagnosis, bug);

/** The bug is in the module's loss, or in what it makes of the inputs. */
export const brokenLosses: readonly BrokenPipeline[] = [
  inLoss(
    'softmax over the batch in the loss',
    'softmax over the batch',
    classes,
    warns('loss-of-rows', /pulls 16 rows by the other rows too/),
  ),
  long(
    inLoss(
      'loss of the first row only',
      'first row',
      classes,
      fails('loss-of-rows', /15 of the 16 rows of a batch have no part/, ['loss-pulls']),
    ),
  ),
  inLoss(
    'errors of all pairs of rows',
    'broadcast',
    values,
    fails('loss-of-rows', /pulls \d+ rows? the other way/),
  ),
  long(
    inLoss(
      'means compared, not rows',
      'mean before the error',
      values,
      fails('loss-of-rows', /pulls \d+ rows? the other way/, ['loss-pulls']),
    ),
  ),
  inLoss(
    'class of weight 0',
    'class weight 0',
    classes,
    fails('loss-pulls', /no gradient for rows of class 3/),
  ),
  long(
    inLoss(
      'labels smoothed by 0.9 in the loss',
      'labels smoothed',
      classes,
      warns('overfit-few', /valLoss is still 1\.\d+: labels have a probability of 0\.1\d+$/),
    ),
  ),
  long(
    inLoss(
      'squared error of logits',
      'squared error of logits',
      classes,
      warns('overfit-few', /valLoss is still 1\.\d+: labels have a probability of 0\.2\d+$/),
    ),
  ),
  inInputs('inputs rounded in the model', 'rounded', warns('inputs-used', /are rounded/)),
  long(inInputs('half of the inputs dropped', 'dropped', warns('inputs-used', /petalLength, petalWidth/))),
];
