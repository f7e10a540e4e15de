import { setPriority } from 'node:os';

/** Lets the searches of this machine go first: the system's niceness, from 0 to 19. */
export function lowerPriority(niceness: number): void {
  try {
    setPriority(niceness);
  } catch {
    // A system without priorities, or one that refuses.
  }
}
