// Two inputs and two outputs: of what body and from where is a penguin, and of which species and how heavy is it?
export const parameters = {
  units: { type: 'integer', min: 1, default: 16 },
  dropout: { type: 'number', min: 0, max: 0.9, default: 0 },
};

export function build({ tf, config, data }) {
  const { dense, dropout, concatenate } = tf.layers;
  const [body, place] = data.inputs.map(({ name, shape }) => tf.input({ name, shape }));
  const seen = dense({ units: config.units, activation: 'relu' }).apply(body);
  const where = dense({ units: 4, activation: 'relu' }).apply(place);
  const shared = dropout({ rate: config.dropout }).apply(concatenate().apply([seen, where]));
  // The outputs are named as the targets are.
  const outputs = data.targets.map(({ name, outputs: units }) => dense({ name, units }).apply(shared));
  return tf.model({ inputs: [body, place], outputs });
}
