import { counted, figure } from '../../../reports/figure.ts';
import type { Verdict } from '../../check.ts';
import type { InputGroup } from '../../input-groups.ts';
import { endsOf, type FirstEntering, isSame } from './first-entering.ts';

/** Layers that take ids, whose size means nothing. */
const lookUps: readonly string[] = ['Embedding', 'TokenEmbedding'];
/** Layers of TensorFlow.js that multiply what they get. */
const quantities =
  /^(Dense|Conv|SeparableConv|DepthwiseConv|SimpleRNN|GRU|LSTM|RNN|Bidirectional|TimeDistributed)/;

/** Judges token ids that reach a layer which looks them up, or multiplies them; undefined where they are no ids there any more. */
export function judgeIds(group: InputGroup, first: FirstEntering, ids: Float32Array): Verdict | undefined {
  const { layer, className } = first;
  const { title } = group;
  const verb = title.endsWith('s') ? 'are' : 'has';
  if (lookUps.includes(className)) {
    const shift = shiftOf(first.values, ids);
    if (shift !== 0) {
      const [least, most] = endsOf(first.values);
      return {
        status: 'warn',
        message: `layer ${layer} looks up the ids of ${title} shifted by ${figure(shift)}: ${figure(least)} to ${figure(most)}`,
        advice:
          'Ids enter from 0, which is padding, to tokens.size − 1: take the offset before the embedding away.',
      };
    }
    return { status: 'pass', message: `${title} ${verb} token ids, which the model looks up` };
  }
  if (!isSame(first.values, ids)) return undefined;
  if (quantities.test(className)) {
    return {
      status: 'fail',
      message: `${title} ${verb} ids of ${counted(group.tokens ?? 0, 'token')}, and layer ${layer} takes them as quantities`,
      advice:
        'Ids are names: look them up in an embedding (tf.layers.embedding), or declare the text as words.',
    };
  }
  return {
    status: 'pass',
    message: `${title} ${verb} token ids, which the model’s own layer ${layer} takes`,
  };
}

/** The number that is added to all ids; 0 where they differ otherwise. */
function shiftOf(values: ArrayLike<number>, ids: Float32Array): number {
  const shift = (values[0] as number) - (ids[0] as number);
  if (values.length !== ids.length) return 0;
  return ids.every((id, at) => (values[at] as number) - id === shift) ? shift : 0;
}
