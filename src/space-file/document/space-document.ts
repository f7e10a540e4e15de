import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Pair,
  parseDocument,
  visit,
  type YAMLMap,
} from 'yaml';
import { type Fault, FaultsError } from '../../faults/errors.ts';
import { spaceLimits } from '../../study/limits.ts';
import { findJsonFault } from './json-syntax.ts';
import { nestsDeeper } from './yaml-depth.ts';

/** 1-based. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export type Path = readonly PropertyKey[];

/** A space file's content and the position of each part. */
export interface SpaceDocument {
  readonly content: unknown;
  /**
   * The position of the field, else of the innermost one around it that is there; undefined when not even the first key
   * is.
   */
  locate(path: Path): Position | undefined;
  /** Position of faults that concern nothing in the file; undefined when a program gave the content. */
  readonly start?: Position;
  /** Duplicate keys: `content` has the last value of each. */
  readonly faults: readonly Fault[];
}

/** Reads a .json file as strict JSON, any other as YAML 1.2. Syntax errors raise FaultsError. */
export function readDocument(text: string, file: string): SpaceDocument {
  const lines = new LineCounter();
  const options = { lineCounter: lines, prettyErrors: false, uniqueKeys: false, logLevel: 'error' } as const;
  const isJson = /\.json$/i.test(file);
  if (isJson) refuseBadJson(text, file);
  else if (nestsDeeper(text, spaceLimits.nesting)) {
    throw new FaultsError([
      { file, field: '', constraint: `must not nest deeper than ${spaceLimits.nesting} levels` },
    ]);
  }
  const document = parseDocument(text, options);
  const positionAt = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  if (!isJson) refuseBadYaml(document, file, positionAt);
  return {
    content: isJson ? JSON.parse(text) : contentOf(document, file),
    start: { line: 1, column: 1 },
    locate: (path) => {
      const offset = offsetOf(document, path);
      return offset === undefined ? undefined : positionAt(offset);
    },
    faults: repeatedKeys(document.contents, []).map(({ path, offset, first }) => ({
      file,
      line: positionAt(offset).line,
      field: path.join('.'),
      constraint: 'must be given once',
      hint: `the first stands on line ${positionAt(first).line}`,
    })),
  };
}

/** FaultsError, with line and column, when `text` is not JSON. */
export function refuseBadJson(text: string, file: string): void {
  const fault = findJsonFault(text);
  if (fault === undefined) return;
  const { offset, ...rest } = fault;
  const before = text.slice(0, offset).split('\n');
  const column = (before.at(-1) ?? '').length + 1;
  throw new FaultsError([{ file, line: before.length, column, field: '', ...rest }]);
}

function refuseBadYaml(document: Document, file: string, positionAt: (offset: number) => Position): void {
  const broken = [...document.errors, ...document.warnings].map(({ message, pos }) => {
    const isSecond = message.startsWith('Source contains multiple documents');
    return {
      offset: pos[0],
      constraint: isSecond ? 'must hold one YAML document' : `is not YAML: ${message}`,
    };
  });
  visit(document, {
    Pair(_, { key }) {
      if (!isScalar(key)) broken.push({ offset: startOf(key) ?? 0, constraint: 'a key must be text' });
    },
  });
  if (broken.length === 0) return;
  throw new FaultsError(
    broken.map(({ offset, constraint }) => ({ file, ...positionAt(offset), field: '', constraint })),
  );
}

/** Resolves aliases, and refuses one without an anchor, one within its own anchor, and too many of them. */
function contentOf(document: Document, file: string): unknown {
  try {
    const content: unknown = document.toJS({ maxAliasCount: 100 });
    JSON.stringify(content);
    return content;
  } catch (error) {
    // Only these two: an alias that cannot be resolved, and the error of JSON.stringify for a cycle.
    if (!(error instanceof ReferenceError || error instanceof TypeError)) throw error;
    const constraint =
      error instanceof ReferenceError ? error.message : 'an alias stands within its own anchor';
    throw new FaultsError([{ file, line: 1, field: '', constraint: `is not YAML: ${constraint}` }]);
  }
}

function offsetOf(document: Document, path: Path): number | undefined {
  let node: unknown = document.contents;
  let offset = path.length === 0 ? startOf(node) : undefined;
  for (const key of path) {
    const child = childOf(node, key);
    if (child === undefined) break;
    offset = child.offset ?? offset;
    node = child.node;
  }
  return offset;
}

function childOf(node: unknown, key: PropertyKey): { node: unknown; offset: number | undefined } | undefined {
  if (isMap(node)) {
    const pair = pairsOf(node).get(String(key));
    return pair && { node: pair.value, offset: startOf(pair.key) };
  }
  const item = isSeq(node) ? node.items[Number(key)] : undefined;
  return item === undefined ? undefined : { node: item, offset: startOf(item) };
}

/** The last pair of each key of each map, cached: there may be as many faults as keys. */
const knownPairs = new WeakMap<YAMLMap, ReadonlyMap<string | undefined, Pair>>();

function pairsOf(map: YAMLMap): ReadonlyMap<string | undefined, Pair> {
  const known = knownPairs.get(map) ?? new Map(map.items.map((pair) => [keyOf(pair), pair]));
  knownPairs.set(map, known);
  return known;
}

function keyOf(pair: Pair): string | undefined {
  return isScalar(pair.key) ? String(pair.key.value) : undefined;
}

function startOf(node: unknown): number | undefined {
  const isPlaced = isMap(node) || isSeq(node) || isScalar(node) || isAlias(node);
  return isPlaced ? node.range?.[0] : undefined;
}

interface RepeatedKey {
  readonly path: Path;
  readonly offset: number;
  readonly first: number;
}

function repeatedKeys(node: unknown, path: Path): RepeatedKey[] {
  if (isSeq(node)) return node.items.flatMap((item, index) => repeatedKeys(item, [...path, index]));
  if (!isMap(node)) return [];
  const seen = new Map<string, number>();
  return node.items.flatMap((pair) => {
    const key = keyOf(pair) ?? '';
    const offset = startOf(pair.key) ?? 0;
    const first = seen.get(key);
    if (first === undefined) seen.set(key, offset);
    const repeated = first === undefined ? [] : [{ path: [...path, key], offset, first }];
    return [...repeated, ...repeatedKeys(pair.value, [...path, key])];
  });
}
