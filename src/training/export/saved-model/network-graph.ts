import { isDeepStrictEqual } from 'node:util';
import type { GraphNode } from '../../graph/graph.ts';
import { graphAttribute, typed } from '../../graph/graph-attribute.ts';
import type { Operation, Recording, Source } from '../../graph/recording.ts';
import { anyBatchConstant, type Counted, dependsOnRows, type RecordingPair } from './batch-constants.ts';
import { anyRows, RowsGraph } from './rows-graph.ts';

/** Computes rows of `outputShape` at the node named by `output` from rows of `inputShape` at the node `input`. */
export interface NetworkGraph {
  readonly nodes: readonly GraphNode[];
  readonly inputShape: readonly number[];
  readonly output: string;
  readonly outputShape: readonly number[];
}

/**
 * Builds, from two recordings of a network, the graph for any number of rows. Throws UsageError if the recordings
 * differ in more than the number of rows explains.
 */
export function networkGraph(pair: RecordingPair, inputShape: readonly number[]): NetworkGraph {
  checkSameOperations(pair);
  const [{ operations, output, shape }] = pair;
  const graph = new RowsGraph(inputShape);
  const translation = new Translation(graph, pair);
  const needed = neededOperations(pair[0]);
  for (const [number, operation] of operations.entries()) {
    if (needed.has(number)) translation.add(number, operation);
  }
  const end = graph.add('output', 'Identity', [translation.nodeOf(output, '')], [typed('T', 'float32')]);
  return { nodes: graph.nodes, inputShape, output: end, outputShape: shape.slice(1) };
}

class Translation {
  readonly #graph: RowsGraph;
  readonly #pair: RecordingPair;
  /** Node names by the operation's index. */
  readonly #operations = new Map<number, string>();
  readonly #constants = new Map<number, string>();

  constructor(graph: RowsGraph, pair: RecordingPair) {
    this.#graph = graph;
    this.#pair = pair;
  }

  add(number: number, { op, layer, attributes, inputs }: Operation): void {
    const nodes = inputs.map((source, place) =>
      op === 'Reshape' && place === 1 ? this.#shapeOf(source, layer) : this.nodeOf(source, layer),
    );
    const node = this.#graph.add(nameIn(layer, op), op, nodes, attributes.map(graphAttribute));
    this.#operations.set(number, node);
  }

  nodeOf(source: Source, layer: string): string {
    if (source.kind === 'input') return 'input';
    if (source.kind === 'constant') return this.#constantOf(source.constant, layer);
    if (source.kind === 'variable') throw new Error('a network has weights as constants');
    const node = this.#operations.get(source.operation);
    if (node === undefined) throw new Error(`operation ${source.operation} comes later`);
    return source.output === 0 ? node : `${node}:${source.output}`;
  }

  #constantOf(number: number, layer: string): string {
    const known = this.#constants.get(number);
    if (known !== undefined) return known;
    const constant = anyBatchConstant(this.#pair, number, layer);
    const node = this.#addConstant(constant, layer);
    this.#constants.set(number, node);
    return node;
  }

  #addConstant(constant: ReturnType<typeof anyBatchConstant>, layer: string): string {
    const name = nameIn(layer, 'constant');
    switch (constant.kind) {
      case 'fixed':
        return this.#graph.constant(constant.weight || name, constant);
      case 'counted':
        return this.#graph.counted(nameIn(layer, 'counted'), constant);
      case 'filled': {
        const { shape, value } = constant;
        const node = this.#graph.constant(name, value);
        return this.#graph.filled(nameIn(layer, 'filled'), shape, { node, dtype: value.dtype });
      }
    }
  }

  /** The shape input of a Reshape. One length may be -1, which other tools can read too. */
  #shapeOf(source: Source, layer: string): string {
    if (source.kind !== 'constant') return this.nodeOf(source, layer);
    const constant = anyBatchConstant(this.#pair, source.constant, layer);
    const open = constant.kind === 'counted' ? withOpenLength(constant) : undefined;
    if (open === undefined) return this.nodeOf(source, layer);
    return this.#graph.constant(nameIn(layer, 'shape'), {
      dtype: 'int32',
      shape: [open.length],
      values: open,
    });
  }
}

function nameIn(layer: string, name: string): string {
  return layer === '' ? name : `${layer}/${name}`;
}

/** Returns undefined unless exactly one length depends on the number of rows. */
function withOpenLength({ perRow, offset }: Counted): Int32Array | undefined {
  if (perRow.filter((slope) => slope !== 0).length !== 1) return undefined;
  return offset.map((length, at) => (perRow[at] === 0 ? length : anyRows));
}

/** Indices of the operations that the output depends on. */
function neededOperations({ operations, output }: Recording): Set<number> {
  const needed = new Set<number>();
  const require = (source: Source) => {
    if (source.kind === 'operation') needed.add(source.operation);
  };
  require(output);
  for (let number = operations.length - 1; number >= 0; number--) {
    if (needed.has(number)) operations[number]?.inputs.forEach(require);
  }
  return needed;
}

function checkSameOperations([one, other]: RecordingPair): void {
  const longer = one.operations.length > other.operations.length ? one : other;
  for (const [number, { layer }] of longer.operations.entries()) {
    const [first, second] = [one.operations[number], other.operations[number]];
    if (first?.op !== second?.op || !isDeepStrictEqual(first?.inputs, second?.inputs)) {
      throw dependsOnRows(layer, 'other ops for other numbers of rows');
    }
    if (!isDeepStrictEqual(first?.attributes, second?.attributes)) {
      throw dependsOnRows(layer, `${first?.op}, which is told the number of rows`);
    }
  }
}
