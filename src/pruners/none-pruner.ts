import type { Pruner } from './pruner.ts';

/** Lets every trial run to its end. */
export const nonePruner: Pruner = { name: 'none', shouldPrune: () => false };
