// A model with metrics of its own: mistakes between species cost differently, and no species may be neglected.
export const parameters = {
  units: { type: 'integer', min: 1, default: 16 },
  layers: { type: 'integer', min: 0, max: 4, default: 1 },
};

export function build({ tf, config, data }) {
  const model = tf.sequential();
  model.add(tf.layers.inputLayer({ inputShape: data.inputShape }));
  for (let layer = 0; layer < config.layers; layer++) {
    model.add(tf.layers.dense({ units: config.units, activation: 'relu' }));
  }
  model.add(tf.layers.dense({ units: data.outputs }));
  return model;
}

/** What it costs to take one species (the row) for another (the column): Adelie, Chinstrap, Gentoo. */
const costs = [
  [0, 1, 1],
  [5, 0, 5],
  [1, 1, 0],
];

/** The decision that is expected to cost least. */
function cheapest(probabilities) {
  const expected = costs.map((_, decided) =>
    probabilities.reduce((sum, share, species) => sum + share * costs[species][decided], 0),
  );
  return expected.indexOf(Math.min(...expected));
}

export const metric = [
  {
    name: 'costs',
    direction: 'minimize',
    compute({ predictions, targets }) {
      const each = predictions.map((probabilities, row) => costs[targets[row]][cheapest(probabilities)]);
      return each.reduce((sum, cost) => sum + cost, 0) / each.length;
    },
  },
  {
    name: 'worstRecall',
    direction: 'maximize',
    compute({ predictions, targets, classes }) {
      const recalls = classes.map((_, species) => {
        const own = predictions.filter((_, row) => targets[row] === species);
        const right = own.filter((probabilities) => cheapest(probabilities) === species);
        return own.length === 0 ? 1 : right.length / own.length;
      });
      return Math.min(...recalls);
    },
  },
];

/** For a log of one's own: what is printed goes to the standard error. */
export function onEpochEnd({ epoch, metrics, config }) {
  if (process.env.COSTS_LOG) console.log(`epoch ${epoch}, ${config.units} units: costs ${metrics.valCosts}`);
}
