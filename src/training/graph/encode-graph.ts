import { typeNumber } from '../native/attribute.ts';
import type { Values } from '../native/native-backend.ts';
import type { GraphNode } from './graph.ts';
import type { GraphAttribute, GraphTensor } from './graph-attribute.ts';
import type { Message, Messages } from './messages.ts';

/** TensorFlow loads a GraphDef of this version unchanged: the last version that changed an op's meaning was 27. */
const graphVersion = 1000;

/** Encodes a graph, and its prediction signature if it has one, as the content of `saved_model.pb`. */
export function encodeGraph(
  messages: Messages,
  nodes: readonly GraphNode[],
  signature?: Message,
): Uint8Array {
  const { SavedModel, MetaGraphDef, GraphDef, VersionDef } = messages;
  const metaGraph = new MetaGraphDef()
    .setMetaInfoDef(new MetaGraphDef.MetaInfoDef().setTagsList(['serve']))
    .setGraphDef(
      new GraphDef()
        .setVersions(new VersionDef().setProducer(graphVersion))
        .setNodeList(nodes.map((node) => nodeDef(messages, node))),
    );
  if (signature !== undefined) metaGraph.getSignatureDefMap().set('serving_default', signature);
  return new SavedModel().setSavedModelSchemaVersion(1).setMetaGraphsList([metaGraph]).serializeBinary();
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
  const tensor = new messages.Tensor()
    .setDtype(typeNumber(dtype))
    .setTensorShape(shapeProto(messages, shape));
  const [first] = values;
  if (first === undefined || !values.every((each) => Object.is(each, first))) {
    return tensor.setTensorContent(bytesOf(values));
  }
  // One value stands for all of the shape.
  if (dtype === 'bool') return tensor.setBoolValList([first !== 0]);
  return dtype === 'int32' ? tensor.setIntValList([first]) : tensor.setFloatValList([first]);
}

export function shapeProto({ TensorShape }: Messages, lengths: readonly number[]): Message {
  return new TensorShape().setDimList(lengths.map((length) => new TensorShape.Dim().setSize(length)));
}

/** A view of the same memory. */
export function bytesOf({ buffer, byteOffset, byteLength }: Values): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
