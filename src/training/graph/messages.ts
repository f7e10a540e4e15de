import { findTfjsNode } from '../native/tfjs-node.ts';

/** A protocol buffer message of TensorFlow. */
export interface Message {
  serializeBinary(): Uint8Array;
}

interface MessageMap {
  set(name: string, message: Message): unknown;
}

/**
 * The protocol buffer classes of TensorFlow that ship with tfjs-node, which reads SavedModels with them. Only the parts
 * needed for writing are declared.
 */
export interface Messages {
  readonly SavedModel: new () => SavedModel;
  readonly MetaGraphDef: (new () => MetaGraphDef) & { readonly MetaInfoDef: new () => MetaInfoDef };
  readonly SignatureDef: new () => SignatureDef;
  readonly TensorInfo: new () => TensorInfo;
  readonly GraphDef: new () => GraphDef;
  readonly VersionDef: new () => VersionDef;
  readonly NodeDef: new () => NodeDef;
  readonly AttrValue: (new () => AttrValue) & { readonly ListValue: new () => ListValue };
  /** TensorProto. */
  readonly Tensor: new () => TensorProto;
  readonly TensorShape: (new () => TensorShape) & { readonly Dim: new () => Dimension };
}

/** Loads the message classes of the installed tfjs-node. */
export function loadMessages(): Messages {
  return findTfjsNode().require('@tensorflow/tfjs-node/dist/proto/api_pb.js') as Messages;
}

interface SavedModel extends Message {
  setSavedModelSchemaVersion(version: number): this;
  setMetaGraphsList(graphs: Message[]): this;
}

interface MetaGraphDef extends Message {
  setMetaInfoDef(information: Message): this;
  setGraphDef(graph: Message): this;
  getSignatureDefMap(): MessageMap;
}

interface MetaInfoDef extends Message {
  setTagsList(tags: string[]): this;
}

interface SignatureDef extends Message {
  getInputsMap(): MessageMap;
  getOutputsMap(): MessageMap;
  setMethodName(name: string): this;
}

interface TensorInfo extends Message {
  setName(name: string): this;
  setDtype(type: number): this;
  setTensorShape(shape: Message): this;
}

interface GraphDef extends Message {
  setNodeList(nodes: Message[]): this;
  setVersions(versions: Message): this;
}

interface VersionDef extends Message {
  setProducer(version: number): this;
}

interface NodeDef extends Message {
  setName(name: string): this;
  setOp(op: string): this;
  setInputList(inputs: readonly string[]): this;
  getAttrMap(): MessageMap;
}

/** A oneof: exactly one field is set. */
interface AttrValue extends Message {
  setS(bytes: Uint8Array): this;
  setI(value: number): this;
  setF(value: number): this;
  setB(value: boolean): this;
  setType(type: number): this;
  setShape(shape: Message): this;
  setTensor(tensor: Message): this;
  setList(list: Message): this;
}

interface ListValue extends Message {
  setIList(values: readonly number[]): this;
}

interface TensorProto extends Message {
  setDtype(type: number): this;
  setTensorShape(shape: Message): this;
  setTensorContent(bytes: Uint8Array): this;
  setBoolValList(values: readonly boolean[]): this;
  setIntValList(values: readonly number[]): this;
  setFloatValList(values: readonly number[]): this;
}

interface TensorShape extends Message {
  setDimList(dimensions: Message[]): this;
}

interface Dimension extends Message {
  setSize(size: number): this;
}
