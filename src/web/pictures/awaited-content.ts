import type { Picture } from '../../plots/picture.ts';
import { importance, type ResourceName, runs, scheduling, troubles } from '../state/study-state.ts';

/** Pictures whose content is loaded after the trials. */
const contents = { importance, rungs: scheduling, timeline: runs } as const;
const resources: Readonly<Record<keyof typeof contents, ResourceName>> = {
  importance: 'importance',
  rungs: 'scheduling',
  timeline: 'runs',
};

/** Whether the picture's content is on its way: until it is here, nobody knows whether there is any. */
export function isAwaited({ name }: Pick<Picture, 'name'>): boolean {
  if (!Object.hasOwn(contents, name)) return false;
  const known = name as keyof typeof contents;
  return contents[known].value === undefined && troubles.value[resources[known]] === undefined;
}
