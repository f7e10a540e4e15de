import type { BackendName } from '../../src/study/study-spec.ts';
import { besideTorch } from '../beside-torch.ts';
import type { Section } from '../figure.ts';
import { type NetName, netTitles } from './nets.ts';

/** A step of dense and convolutional nets, the wide and the larger one too, beside PyTorch. */
export function measureTorchSteps(repeats: number): Promise<Section> {
  const program = new URL('./ours.js', import.meta.url);
  const nets = (Object.keys(netTitles) as NetName[]).map((name) => ({
    ...{ title: netTitles[name], program, args: (backend: BackendName) => [backend, name] },
    ...{ peer: 'torch_steps.py', peerArgs: [name] },
  }));
  return besideTorch('A training step beside PyTorch, batch 64, Adam, processor time', nets, repeats);
}
