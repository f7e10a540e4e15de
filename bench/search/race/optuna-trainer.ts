import { readSync, writeSync } from 'node:fs';
import { prepareStudy } from '../../../src/search/prepare-study.ts';
import type { Configuration } from '../../../src/study/search-space.ts';
import { loadBackend } from '../../../src/training/backend.ts';
import { trainModels } from '../../../src/training/folds/train-models.ts';
import { loadFamily } from '../../../src/training/models/user-module.ts';

/** A line of the program that decides: a trial to train, whether it goes on after an epoch, or the end. */
type Line =
  | { readonly train: Configuration; readonly trial: number }
  | { readonly go: boolean }
  | { readonly end: true };

/**
 * Trains a space's trials for another program, which decides after each epoch: the same training as in our searches, with
 * neither a store nor threads. Lines of JSON on standard input and output.
 */
const [space, seed] = process.argv.slice(2) as [string, string];
const prepared = await prepareStudy({ space, seed: Number(seed) });
const { spec, directory, backend: name } = prepared.study;
const backend = await loadBackend(name);
const family = await loadFamily(spec.model, directory);
const { training, objective, search } = spec;
tell({ ready: true });
for (;;) {
  const line = hear();
  if (!('train' in line)) break;
  let isStopped = false;
  await trainModels(
    {
      ...{ backend, family, training, objective, seed: search.seed, trial: line.trial },
      ...{ config: line.train, dataset: prepared.dataset },
    },
    {
      onEpoch({ metrics }) {
        tell({ value: metrics[objective.metric] ?? null });
        const answer = hear();
        isStopped = !('go' in answer) || !answer.go;
      },
      shouldStop: () => isStopped,
      readFold: async () => undefined,
      saveFold: async () => {},
    },
  );
  tell({ ended: true });
}

function tell(message: object): void {
  const { user, system } = process.cpuUsage();
  writeSync(1, `${JSON.stringify({ ...message, processorSeconds: (user + system) / 1e6 })}\n`);
}

/** Blocks: the process has nothing else to do. */
function hear(): Line {
  const byte = new Uint8Array(1);
  const bytes: number[] = [];
  while (readSync(0, byte) === 1 && byte[0] !== 10) bytes.push(byte[0] as number);
  return bytes.length === 0 ? { end: true } : (JSON.parse(Buffer.from(bytes).toString()) as Line);
}
