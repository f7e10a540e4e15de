import { seekTfjsNode } from '../../src/training/native/tfjs-node.ts';
import { besideTorch } from '../beside-torch.ts';
import type { Section } from '../figure.ts';
import { recurrentNets } from './nets.ts';

/** A step of recurrent nets on wasm, and on native TensorFlow where it is installed, beside PyTorch. */
export function measureRecurrent(repeats: number): Promise<Section> {
  const program = new URL('./ours.js', import.meta.url);
  const backends = seekTfjsNode() === undefined ? ['wasm'] : ['wasm', 'native'];
  const nets = Object.entries(recurrentNets).map(([name, { title }]) => ({
    ...{ title, program, args: Object.fromEntries(backends.map((backend) => [backend, [name, backend]])) },
    ...{ peer: 'torch_recurrent.py', peerArgs: [name] },
  }));
  return besideTorch('A training step of recurrent nets, batch 64, Adam, processor time', nets, repeats);
}
