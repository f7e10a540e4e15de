// Searches for the lowest point of Branin's function: no data, no model, nothing of TensorFlow.js.
import { search, uniform } from 'hpsearch';

const { best } = await search({
  name: 'branin',
  db: process.argv[2] ?? './examples.db',
  model: { objective: new URL('./branin.mjs', import.meta.url) },
  space: { x: uniform(-5, 10), y: uniform(0, 15) },
  objective: { metric: 'height', direction: 'minimize' },
  trials: 100,
});
console.log(`lowest: ${best.value} at ${best.config.x}, ${best.config.y}; the minimum is 0.397887`);
