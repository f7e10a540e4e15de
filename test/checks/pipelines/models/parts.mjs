// A model of three inputs. The bugs: one of them is not passed on, or not scaled by the model, which scales the others; ids that are shifted or
// multiplied; a signal from its end, or without its second feature.
export const parameters = {
  units: { type: 'integer', min: 1, default: 32 },
  bug: {
    type: 'choice',
    values: ['unplugged', 'shifted', 'multiplied', 'reversed', 'one feature', 'unscaled'],
    default: 'unplugged',
  },
  mended: { type: 'choice', values: [false, true], default: false },
};

export function build({ tf, config, data }) {
  const is = (bug) => config.bug === bug && !config.mended;
  const { batchNormalization, concatenate, dense, embedding, globalAveragePooling1d, gru } = tf.layers;

  class Given extends tf.layers.Layer {
    static className = 'Given';
    constructor(change) {
      super({});
      this.change = change;
    }
    call([x]) {
      return tf.tidy(() => this.change(x));
    }
  }
  const changed = (tensor, change) => new Given(change).apply(tensor);

  const inputs = data.inputs.map(({ name, shape }) => tf.input({ name, shape }));
  const [text, signal, meta] = ['text', 'signal', 'meta'].map(
    (name) => inputs[data.inputs.findIndex((input) => input.name === name)],
  );
  const { size } = data.inputs.find(({ name }) => name === 'text').tokens;

  const ids = is('shifted') ? changed(text, (x) => tf.add(x, 1)) : text;
  const looked = embedding({ inputDim: size + 1, outputDim: 8 }).apply(ids);
  const words = is('multiplied')
    ? dense({ units: 8, activation: 'relu' }).apply(text)
    : globalAveragePooling1d({}).apply(looked);

  // With data.scaling none, the model scales its inputs by itself, but for one.
  const isOwn = is('unscaled');
  const normalised = (tensor) => batchNormalization().apply(tensor);
  let sequence = isOwn ? normalised(signal) : signal;
  if (is('reversed')) sequence = changed(signal, (x) => tf.reverse(x, 1));
  if (is('one feature')) sequence = changed(signal, (x) => tf.mul(x, tf.tensor([1, 0])));
  const state = gru({ units: config.units, recurrentInitializer: 'glorotUniform' }).apply(sequence);

  const seen = dense({ units: config.units, activation: 'relu' }).apply(meta);

  const parts = is('unplugged') ? [words, state] : [words, state, seen];
  const outputs = dense({ units: data.outputs }).apply(concatenate().apply(parts));
  return tf.model({ inputs, outputs });
}
