/**
 * A Python program that turns a LayersModel folder into a SavedModel by TensorFlow's own Keras: `script source target`.
 * It predicts the rows of source/comparison.json with what it wrote, and prints the outputs as JSON.
 */
export const savedModelScript = `
import json, os, sys
os.environ.setdefault('TF_CPP_MIN_LOG_LEVEL', '3')
import numpy as np
import tensorflow as tf

source, target = sys.argv[1:3]
read = lambda name: json.load(open(os.path.join(source, name), encoding='utf-8'))
model, comparison = read('model.json'), read('comparison.json')

weights, offset = {}, 0
data = np.fromfile(os.path.join(source, 'weights.bin'), dtype='<f4')
for spec in model['weightsManifest'][0]['weights']:
    size = int(np.prod(spec['shape'], dtype=np.int64))
    layer = spec['name'].rsplit('/', 1)[0]
    weights.setdefault(layer, []).append(data[offset:offset + size].reshape(spec['shape']))
    offset += size

built = {}

def hard_sigmoid(x):
    # As in Keras 2 and TensorFlow.js; that of Keras 3 is another.
    return tf.clip_by_value(0.2 * x + 0.5, 0.0, 1.0)

def is_model(spec):
    return 'layers' in spec['config']

def call(spec, values):
    """Applies a layer or a model inside of the model; the same layer each time."""
    name = spec['config']['name']
    if is_model(spec):
        return run_model(spec, values)
    if name not in built:
        # What only training needs is left out, as versions of Keras write it differently.
        left_out = ('batch_input_shape', '_initializer', '_regularizer', '_constraint')
        config = {
            key: hard_sigmoid if value == 'hard_sigmoid' else value
            for key, value in spec['config'].items() if not key.endswith(left_out)
        }
        built[name] = getattr(tf.keras.layers, spec['class_name']).from_config(config)
    result = built[name](values)
    if name in weights:
        built[name].set_weights(weights.pop(name))
    return result

def run_model(spec, values):
    layers = spec['config']['layers']
    if spec['class_name'] == 'Sequential':
        for layer in layers:
            if layer['class_name'] != 'InputLayer':
                values = call(layer, values)
        return values
    [[start, *_]], [[end, node, *_]] = spec['config']['input_layers'], spec['config']['output_layers']
    known, by_name = {(start, 0): values}, {layer['name']: layer for layer in layers}

    def value(name, node):
        # A model inside of this one has a node of its own before the first call.
        node -= 1 if is_model(by_name[name]) else 0
        if (name, node) not in known:
            given = [value(*reference[:2]) for reference in by_name[name]['inbound_nodes'][node]]
            known[name, node] = call(by_name[name], given[0] if len(given) == 1 else given)
        return known[name, node]

    return value(end, node)

rows = np.array(comparison['rows'], dtype='float32').reshape([-1] + comparison['inputShape'])
inputs = tf.keras.Input(shape=comparison['inputShape'], name='input')
network = tf.keras.Model(inputs, run_model(model['modelTopology'], inputs))
if weights:
    raise ValueError('no layer takes the weights of ' + ', '.join(weights))
sys.stdout, stdout = sys.stderr, sys.stdout
network.export(target)
serve = tf.saved_model.load(target).signatures['serving_default']
[outputs] = serve(tf.constant(rows)).values()
json.dump(outputs.numpy().ravel().tolist(), stdout)
`;
