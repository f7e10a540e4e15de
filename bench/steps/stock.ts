import { findTfjsNode, loadTfjsNode } from '../../src/training/native/tfjs-node.ts';
import { limitNativeThreads } from '../../src/training/native/thread-limits.ts';
import { loadTensorflow, type Tf } from '../../src/training/tensorflow.ts';
import { batchSize, type NetName, nets, noiseFor } from './nets.ts';
import { timeSteps } from './time-steps.ts';

/**
 * A program: stock.js <backend> <net> prints the milliseconds of a step of TensorFlow.js's own `model.fit`. It imports
 * none of our kernels. `yieldEvery: 'never'` is the faster setting; the default costs up to half as much again.
 */
const [backend = '', netName = ''] = process.argv.slice(2);
const tf = await load(backend);
const net = nets[netName as NetName];
const { splits } = noiseFor(net);
const model = net.build(tf, 'softmax');
const x = tf.tensor(splits.train.x, [splits.train.rows, ...net.inputShape]);
const y = tf.oneHot(tf.tensor1d(splits.train.y, 'int32'), 10);
model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy' });
const fit = () => model.fit(x, y, { batchSize, epochs: 1, shuffle: true, verbose: 0, yieldEvery: 'never' });
process.stdout.write(JSON.stringify(await timeSteps(net.steps, fit)));

async function load(name: string): Promise<Tf> {
  if (name === 'native') {
    limitNativeThreads();
    loadTfjsNode(findTfjsNode());
  }
  if (name === 'wasm') await import('@tensorflow/tfjs-backend-wasm');
  if (name === 'cpu') await import('@tensorflow/tfjs-backend-cpu');
  const loaded = loadTensorflow();
  loaded.enableProdMode();
  await loaded.setBackend(name === 'native' ? 'tensorflow' : name);
  await loaded.ready();
  return loaded;
}
