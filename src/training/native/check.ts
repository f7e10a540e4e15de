import { loadTensorflow } from '../tensorflow.ts';
import { tensorflowVersion } from './tensorflow-version.ts';
import { loadTfjsNode, packageIn } from './tfjs-node.ts';
import { limitNativeThreads } from './thread-limits.ts';

// A separate program: a library that is built for another processor crashes the process that loads it.
const [folder = ''] = process.argv.slice(2);
const tfjsNode = packageIn(folder);
if (tfjsNode === undefined) throw new Error(`${folder} holds no tfjs-node`);
limitNativeThreads();
const tf = loadTensorflow();
tf.enableProdMode();
loadTfjsNode(tfjsNode);
await tf.setBackend('tensorflow');
await tf.ready();
const product = tf.tidy(() => [...tf.matMul(tf.ones([2, 3]), tf.ones([3, 2])).dataSync()]);
if (product.some((each) => each !== 3)) throw new Error(`a product of ones gives ${product}`);
process.stdout.write(JSON.stringify({ tensorflow: tensorflowVersion(tf) }));
