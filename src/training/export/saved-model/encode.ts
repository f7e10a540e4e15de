import { encodeGraph, shapeProto } from '../../graph/encode-graph.ts';
import type { Message, Messages } from '../../graph/messages.ts';
import { typeNumber } from '../../native/attribute.ts';
import type { NetworkGraph } from './network-graph.ts';
import { refusal } from './refusal.ts';
import { anyRows } from './rows-graph.ts';

/** Maximum bytes of the constants: a protocol buffer must stay below 2 GB, and the graph needs some of that. */
const largestBytes = 2 ** 31 - 2 ** 26;

/** Encodes a graph and its prediction signature as the content of `saved_model.pb`. */
export function encodeSavedModel(messages: Messages, graph: NetworkGraph): Uint8Array {
  checkSize(graph);
  return encodeGraph(messages, graph.nodes, signature(messages, graph));
}

function signature(messages: Messages, { inputShape, output, outputShape }: NetworkGraph): Message {
  const definition = new messages.SignatureDef().setMethodName('tensorflow/serving/predict');
  const information = (node: string, shape: readonly number[]) =>
    new messages.TensorInfo()
      .setName(`${node}:0`)
      .setDtype(typeNumber('float32'))
      .setTensorShape(shapeProto(messages, [anyRows, ...shape]));
  definition.getInputsMap().set('input', information('input', inputShape));
  definition.getOutputsMap().set('output', information(output, outputShape));
  return definition;
}

function checkSize({ nodes }: NetworkGraph): void {
  const bytes = nodes
    .flatMap(({ attributes }) => attributes)
    .reduce((sum, { kind, value }) => sum + (kind === 'tensor' ? value.values.byteLength : 0), 0);
  if (bytes <= largestBytes) return;
  const gigabytes = (bytes / 2 ** 30).toFixed(1);
  throw refusal(`the model's numbers take ${gigabytes} GB, and a saved_model.pb holds less than 2 GB`);
}
