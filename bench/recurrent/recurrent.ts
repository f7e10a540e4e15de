import type { BackendName } from '../../src/study/study-spec.ts';
import { besideTorch } from '../beside-torch.ts';
import type { Section } from '../figure.ts';
import { recurrentNets } from './nets.ts';

/** A step of recurrent nets, beside PyTorch. */
export function measureRecurrent(repeats: number): Promise<Section> {
  const program = new URL('./ours.js', import.meta.url);
  const nets = Object.entries(recurrentNets).map(([name, { title }]) => ({
    ...{ title, program, args: (backend: BackendName) => [name, backend] },
    ...{ peer: 'torch_recurrent.py', peerArgs: [name] },
  }));
  return besideTorch('A training step of recurrent nets, batch 64, Adam, processor time', nets, repeats);
}
