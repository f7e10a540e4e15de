// Tunes a training loop of one's own; the scheduler ends those that fall behind, and Ctrl-C stops the search.
import { logUniform, search } from 'hpsearch';

const interruption = new AbortController();
process.once('SIGINT', () => interruption.abort());

const { best, counts } = await search({
  name: 'logistic',
  db: process.argv[2] ?? './examples.db',
  model: { objective: new URL('./logistic.mjs', import.meta.url) },
  space: { learningRate: logUniform(1e-4, 1), passes: 20 },
  objective: { metric: 'accuracy', direction: 'maximize' },
  scheduler: 'median',
  trials: 20,
  signal: interruption.signal,
});
console.log(
  `${counts.pruned} of 20 pruned; accuracy ${best.value} at learning rate ${best.config.learningRate}`,
);
