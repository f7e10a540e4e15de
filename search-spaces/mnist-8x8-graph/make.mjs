// Writes the graph model beside it from the lower layers of ../mnist-8x8: the nodes that tensorflowjs_converter
// writes for such a network. node search-spaces/mnist-8x8-graph/make.mjs
import { readFileSync, writeFileSync } from 'node:fs';

const read = (name) => readFileSync(new URL(name, import.meta.url));
const write = (name, content) => writeFileSync(new URL(name, import.meta.url), content);
const base = JSON.parse(read('../mnist-8x8/model.json')).weightsManifest[0].weights;
const bytesOf = ({ shape }) => 4 * shape.reduce((size, length) => size * length, 1);

// The head's weights are the last ones.
const kept = base.slice(
  0,
  base.findIndex(({ name }) => name.startsWith('digit/')),
);
const weights = read('../mnist-8x8/weights.bin').subarray(
  0,
  kept.reduce((sum, each) => sum + bytesOf(each), 0),
);
const flat = { name: 'flat/shape', shape: [2], dtype: 'int32' };

const text = (value) => Buffer.from(value).toString('base64');
const shapeOf = (lengths) => ({ shape: { dim: lengths.map((size) => ({ size: String(size) })) } });
const float = { type: 'DT_FLOAT' };
const integers = (values) => ({ list: { i: values.map(String) } });
const constant = ({ name, shape, dtype }) => {
  const type = dtype === 'int32' ? 'DT_INT32' : 'DT_FLOAT';
  return {
    name,
    op: 'Const',
    attr: { dtype: { type }, value: { tensor: { dtype: type, tensorShape: shapeOf(shape).shape } } },
  };
};
const fused = { fused_ops: { list: { s: [text('BiasAdd'), text('Relu')] } }, num_args: { i: '1' }, T: float };
const convolution = (name, input) => ({
  name,
  op: '_FusedConv2D',
  input: [input, `${name}/kernel`, `${name}/bias`],
  attr: {
    strides: integers([1, 1, 1, 1]),
    dilations: integers([1, 1, 1, 1]),
    padding: { s: text('SAME') },
    data_format: { s: text('NHWC') },
    ...fused,
  },
});

const node = [
  { name: 'pixels', op: 'Placeholder', attr: { shape: shapeOf([-1, 8, 8, 1]), dtype: float } },
  ...[...kept, flat].map(constant),
  convolution('edges', 'pixels'),
  {
    name: 'pool',
    op: 'MaxPool',
    input: ['edges'],
    attr: {
      ksize: integers([1, 2, 2, 1]),
      strides: integers([1, 2, 2, 1]),
      padding: { s: text('VALID') },
      data_format: { s: text('NHWC') },
      T: float,
    },
  },
  convolution('strokes', 'pool'),
  {
    name: 'flat',
    op: 'Reshape',
    input: ['strokes', 'flat/shape'],
    attr: { T: float, Tshape: { type: 'DT_INT32' } },
  },
  {
    name: 'shapes',
    op: '_FusedMatMul',
    input: ['flat', 'shapes/kernel', 'shapes/bias'],
    attr: { transpose_a: { b: false }, transpose_b: { b: false }, ...fused },
  },
];

const tensorInfo = (name, lengths) => ({
  name: `${name}:0`,
  dtype: 'DT_FLOAT',
  tensorShape: shapeOf(lengths).shape,
});
const model = {
  format: 'graph-model',
  generatedBy: 'make.mjs',
  convertedBy: null,
  modelTopology: { node, library: {}, versions: { producer: 1395 } },
  signature: {
    inputs: { pixels: tensorInfo('pixels', [-1, 8, 8, 1]) },
    outputs: { shapes: tensorInfo('shapes', [-1, 32]) },
  },
  weightsManifest: [{ paths: ['weights.bin'], weights: [...kept, flat] }],
};
write('model.json', `${JSON.stringify(model)}\n`);
write('weights.bin', Buffer.concat([weights, Buffer.from(Int32Array.of(-1, 256).buffer)]));
