import { assemblies } from './assembly.ts';
import { binaryFunctions } from './binary.ts';
import { convolutions } from './convolution.ts';
import { depthwiseConvolutions } from './depthwise-convolution.ts';
import { fillings } from './fill.ts';
import { gathers } from './gather.ts';
import type { KernelFamily } from './kernel.ts';
import { matrixProducts } from './matrix-product.ts';
import { movements } from './movement.ts';
import { normalizations } from './normalization.ts';
import { poolings } from './pooling.ts';
import { reductions } from './reduction.ts';
import { selections } from './selection.ts';
import { unaryFunctions } from './unary.ts';

/** Every kernel that we give the backend. */
export const families: readonly KernelFamily[] = [
  assemblies,
  binaryFunctions,
  convolutions,
  depthwiseConvolutions,
  fillings,
  gathers,
  matrixProducts,
  movements,
  normalizations,
  poolings,
  reductions,
  selections,
  unaryFunctions,
];
