import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { joined, type Message, message, option } from '../faults/message.ts';
import { moduleDigest } from '../modules/module-digest.ts';
import { type Software, softwareChanges, softwareOf } from '../runs/software.ts';
import type { Study } from '../store/store.ts';
import { backendOf } from '../study/study-spec.ts';

/**
 * Why this machine would compute other bits than the one on which the study began; undefined when it computes the same.
 * BackendError when the study's backend does not load here.
 */
export async function otherSoftware(study: Study): Promise<Message | undefined> {
  const here = await softwareOf(backendOf(study));
  const changes = softwareChanges(study.versions, here);
  if (changes.length === 0) return undefined;
  const differences = changes.map(({ package: name, before, now }) =>
    name === 'processor'
      ? otherProcessor(before, now ?? '')
      : `${titleOf(name)} is ${now ?? 'not in use'} here, and was ${before} where the study began`,
  );
  const accepted = message`${option('acceptVersions')} trains it all the same`;
  return message`${joined(differences, '; ')}: results could differ in their last bits; ${accepted}`;
}

const titles: Software = { v8: 'V8', architecture: 'the processor', webAssembly: 'WebAssembly' };

function titleOf(name: string): string {
  return titles[name] ?? name;
}

/** Names the vector instructions that differ; each text lists a processor's. */
export function otherProcessor(then: string, here: string): string {
  const [before, now] = [then, here].map((each) => each.split(' ')) as [string[], string[]];
  const missing = before.filter((feature) => !now.includes(feature));
  const more = now.filter((feature) => !before.includes(feature));
  const parts = [
    ...(missing.length > 0 ? [`lacks ${missing.join(', ')}`] : []),
    ...(more.length > 0 ? [`has ${more.join(', ')} besides`] : []),
  ];
  return `the processor here ${parts.join(' and ')}, and native TensorFlow chooses its routines by that`;
}

/** Why the study's module cannot run here; undefined when it can, or when there is none. */
export function otherModule({ spec: { model }, directory }: Study): Message | undefined {
  if (!('module' in model)) return undefined;
  const { module, digest } = model;
  const file = resolve(directory, module);
  if (!existsSync(file)) {
    return message`its module is not at ${file}: put it there, or give the folder of the space file with ${option('directory')}`;
  }
  if (digest === undefined || moduleDigest(module, directory) === digest) return undefined;
  return `its module ${file} differs from the one with which the study runs`;
}
