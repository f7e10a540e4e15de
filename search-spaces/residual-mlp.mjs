// A user's own model. `parameters` says what a space may search, `build` makes one configuration of it.
export const parameters = {
  blocks: { type: 'integer', min: 1, max: 8, default: 2 },
  units: { type: 'integer', min: 1, default: 32 },
  dropout: { type: 'number', min: 0, max: 1, exclusive: ['max'], default: 0 },
};

/** A multilayer perceptron with skip connections (He et al. 2016), of any input shape. Ends in logits. */
export function build({ tf, config, data }) {
  const { dense, dropout, add, flatten } = tf.layers;
  const input = tf.input({ shape: data.inputShape });
  const flat = data.inputShape.length === 1 ? input : flatten().apply(input);
  let hidden = dense({ units: config.units, activation: 'relu' }).apply(flat);
  for (let block = 0; block < config.blocks; block++) {
    const inner = dense({ units: config.units, activation: 'relu' }).apply(hidden);
    const regularised = dropout({ rate: config.dropout }).apply(inner);
    hidden = add().apply([hidden, regularised]);
  }
  return tf.model({ inputs: input, outputs: dense({ units: data.outputs }).apply(hidden) });
}
