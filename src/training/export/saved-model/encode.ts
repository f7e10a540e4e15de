import { bytesOf } from './batch-constants.ts';
import { anyRows, type GraphNode } from './graph.ts';
import { type GraphAttribute, type GraphTensor, typeNumber } from './graph-attribute.ts';
import type { Message, Messages } from './messages.ts';
import type { NetworkGraph } from './network-graph.ts';
import { refusal } from './refusal.ts';

/** TensorFlow loads a GraphDef of this version unchanged: the last version that changed an op's meaning was 27. */
const graphVersion = 1000;

/** Maximum bytes of the constants: a protocol buffer must stay below 2 GB, and the graph needs some of that. */
const largestBytes = 2 ** 31 - 2 ** 26;

/** Encodes a graph and its prediction signature as the content of `saved_model.pb`. */
export function encodeSavedModel(messages: Messages, graph: NetworkGraph): Uint8Array {
  checkSize(graph);
  const { SavedModel, MetaGraphDef, GraphDef, VersionDef } = messages;
  const metaGraph = new MetaGraphDef()
    .setMetaInfoDef(new MetaGraphDef.MetaInfoDef().setTagsList(['serve']))
    .setGraphDef(
      new GraphDef()
        .setVersions(new VersionDef().setProducer(graphVersion))
        .setNodeList(graph.nodes.map((node) => nodeDef(messages, node))),
    );
  metaGraph.getSignatureDefMap().set('serving_default', signature(messages, graph));
  return new SavedModel().setSavedModelSchemaVersion(1).setMetaGraphsList([metaGraph]).serializeBinary();
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

function nodeDef(messages: Messages, { name, op, inputs, attributes }: GraphNode): Message {
  const node = new messages.NodeDef().setName(name).setOp(op).setInputList(inputs);
  for (const attribute of attributes) node.getAttrMap().set(attribute.name, attrValue(messages, attribute));
  return node;
}

function attrValue(messages: Messages, { kind, value }: GraphAttribute): Message {
  const attribute = new messages.AttrValue();
  switch (kind) {
    case 'string':
      return attribute.setS(Buffer.from(value));
    case 'int':
      return attribute.setI(value);
    case 'float':
      return attribute.setF(value);
    case 'bool':
      return attribute.setB(value);
    case 'type':
      return attribute.setType(value);
    case 'ints':
      return attribute.setList(new messages.AttrValue.ListValue().setIList(value));
    case 'shape':
      return attribute.setShape(shapeProto(messages, value));
    case 'tensor':
      return attribute.setTensor(tensorProto(messages, value));
  }
}

function tensorProto(messages: Messages, { dtype, shape, values }: GraphTensor): Message {
  return new messages.Tensor()
    .setDtype(typeNumber(dtype))
    .setTensorShape(shapeProto(messages, shape))
    .setTensorContent(bytesOf(values));
}

function shapeProto({ TensorShape }: Messages, lengths: readonly number[]): Message {
  return new TensorShape().setDimList(lengths.map((length) => new TensorShape.Dim().setSize(length)));
}

function checkSize({ nodes }: NetworkGraph): void {
  const bytes = nodes
    .flatMap(({ attributes }) => attributes)
    .reduce((sum, { kind, value }) => sum + (kind === 'tensor' ? value.values.byteLength : 0), 0);
  if (bytes <= largestBytes) return;
  const gigabytes = (bytes / 2 ** 30).toFixed(1);
  throw refusal(`the model's numbers take ${gigabytes} GB, and a saved_model.pb holds less than 2 GB`);
}
