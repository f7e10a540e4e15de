import { getPriority, setPriority } from 'node:os';

/** Lets the searches of this machine go first: the least niceness of the system, from 0 to 19. */
export const searchesFirst = 10;

/** A process that was started with a lower priority keeps it. */
export function lowerPriority(niceness = searchesFirst): void {
  try {
    if (getPriority() < niceness) setPriority(niceness);
  } catch {
    // A system without priorities, or one that refuses.
  }
}
