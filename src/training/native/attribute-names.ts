import { attributeTypes } from './attribute.ts';
import type { NativeBackend } from './native-backend.ts';

/** The names of all attributes of ops that tfjs-node and hpsearch give. */
export const attributeNames: readonly string[] = [
  ...['DstT', 'Index', 'N', 'SrcT', 'T', 'TI', 'T_threshold', 'Taxis', 'Tblock_shape', 'Tcomplex', 'Tcrops'],
  ...['Tidx', 'Tindices', 'Tlen', 'Tmultiples', 'Tnumsegments', 'Tout', 'Tpaddings', 'Tparams', 'Tperm'],
  ...['Truncate', 'Tshape', 'acceptable_fraction', 'adj_x', 'adj_y', 'align_corners', 'alpha', 'axis'],
  ...[
    'batch_dims',
    'begin_mask',
    'beta',
    'bias',
    'block_size',
    'cell_clip',
    'channels',
    'chroma_downsampling',
  ],
  ...['compression', 'container', 'data_format', 'dct_method', 'density_unit', 'depth_radius', 'dilations'],
  ...['dtype', 'ellipsis_mask', 'end_mask', 'epsilon', 'equation', 'exclusive', 'explicit_paddings'],
  ...['extrapolation_value', 'fancy_upscaling', 'forget_bias', 'format', 'half_pixel_centers', 'index_type'],
  ...['is_training', 'keep_dims', 'ksize', 'method', 'mode', 'new_axis_mask', 'num', 'num_split'],
  ...['optimize_size', 'out_idx', 'output_dtype', 'output_type', 'pad_to_max_output_size', 'padding'],
  ...['pattern', 'progressive', 'quality', 'rates', 'ratio', 'replace_global', 'reverse', 'rewrite', 'seed'],
  ...['seed2', 'shape', 'shared_name', 'shrink_axis_mask', 'sorted', 'strides', 'transpose_a', 'transpose_b'],
  ...['try_recover_truncated', 'use_cudnn_on_gpu', 'use_peephole', 'validate_indices', 'x_density'],
  ...['xmp_metadata', 'y_density'],
];

/** No TF_AttrType. */
const unknownType = -1;

/**
 * Gives all names to tfjs-node once. It keeps them in a set of the process, which threads share without a lock: two threads that
 * add new names at once can destroy it. The first thread that loads tfjs-node must call this before another does, so
 * that these only find names.
 */
export function keepAttributeNames(backend: NativeBackend): void {
  const integers = attributeNames.map((name) => ({ name, type: attributeTypes.int, value: 0 }));
  const broken = { name: 'T', type: unknownType, value: 0 };
  try {
    backend.executeMultipleOutputs('NoOp', [...integers, broken], [], 0);
  } catch {
    // The last attribute is refused before the op runs: TensorFlow would write that it does not know the others.
  }
}
