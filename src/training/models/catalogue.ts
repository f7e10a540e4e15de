import { cnn } from './cnn.ts';
import { conv1d } from './conv1d.ts';
import { linear } from './linear.ts';
import { mlp } from './mlp.ts';
import type { ModelFamily } from './model-family.ts';
import { rnn } from './rnn.ts';
import { tabular } from './tabular.ts';
import { text } from './text.ts';

/** All model families that a space can name. */
export const modelFamilies: Readonly<Record<string, ModelFamily>> = {
  linear,
  mlp,
  cnn,
  tabular,
  rnn,
  conv1d,
  text,
};
