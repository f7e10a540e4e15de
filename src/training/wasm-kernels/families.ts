import { convolutions } from './convolutions/convolution.ts';
import { depthwiseConvolutions } from './convolutions/depthwise-convolution.ts';
import { poolings } from './convolutions/pooling.ts';
import { binaryFunctions } from './elementwise/binary.ts';
import { fillings } from './elementwise/fill.ts';
import { parametricActivations } from './elementwise/parametric-activation.ts';
import { periodicFeatures } from './elementwise/periodic-features.ts';
import { selections } from './elementwise/selection.ts';
import { unaryFunctions } from './elementwise/unary.ts';
import type { KernelFamily } from './kernel.ts';
import { concatenations } from './movements/concatenation.ts';
import { gathers } from './movements/gather.ts';
import { movements } from './movements/movement.ts';
import { tokenRows } from './movements/token-rows.ts';
import { matrixProducts } from './products/matrix-product.ts';
import { recurrentSequences } from './recurrent/recurrent-sequence.ts';
import { normalizations } from './reductions/normalization.ts';
import { reductions } from './reductions/reduction.ts';

/** All kernel families that are registered with the backend. */
export const families: readonly KernelFamily[] = [
  concatenations,
  binaryFunctions,
  convolutions,
  depthwiseConvolutions,
  fillings,
  gathers,
  matrixProducts,
  movements,
  normalizations,
  parametricActivations,
  periodicFeatures,
  poolings,
  recurrentSequences,
  reductions,
  selections,
  tokenRows,
  unaryFunctions,
];
