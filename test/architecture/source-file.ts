import { posix } from 'node:path';
import { parseAst } from 'vitest/node';

/** One import, export-from, import() or require() of a literal, or a type's import(). */
export interface Import {
  /** As it is written. */
  readonly specifier: string;
  /** The imported file's path for a relative specifier, the package's name for any other. */
  readonly target: string;
  readonly isRelative: boolean;
  readonly isType: boolean;
}

export interface SourceFile {
  readonly path: string;
  readonly lines: number;
  readonly imports: readonly Import[];
  /** The functions that it takes from node:fs; '*' for all of them. */
  readonly fileFunctions: readonly string[];
  /** Where the file takes chance or the time from, other than its arguments. */
  readonly impurities: readonly string[];
  /** The beginnings of its comments. */
  readonly comments: readonly string[];
  /** Its string literals and the fixed parts of its templates. */
  readonly texts: readonly string[];
}

/** Reads the syntax, so that neither a comment nor a text counts. `path` is relative to the project, with slashes. */
export function parseSource(path: string, text: string): SourceFile {
  const nodes = nodesIn(parseAst(text, { lang: path.endsWith('x') ? 'tsx' : 'ts' }, path));
  return {
    path,
    lines: text.replace(/\n$/, '').split('\n').length,
    imports: nodes.flatMap((node) => importOf(path, node)),
    fileFunctions: nodes.flatMap(fileFunctionsOf),
    impurities: nodes.flatMap(impurityOf),
    comments: commentsIn(text),
    texts: nodes.flatMap(textsOf),
  };
}

/** A comment has its line or begins one; lines of `//` below each other are one comment. */
function commentsIn(text: string): string[] {
  const starts = text.matchAll(/(?<!\/\/[^\n]*\n)^[ \t]*(?:\/\*\*?(?:\s*\*)?|\/\/) ?(\S[^\n]*)/gm);
  return [...starts].map(([, start = '']) => start);
}

type Node = Readonly<Record<string, unknown>>;

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null;
}

/** In the order of the text; one list, since a bundle has half a million nodes. */
function nodesIn(value: unknown, found: Node[] = []): Node[] {
  if (!isNode(value)) return found;
  if ('type' in value) found.push(value);
  for (const each of Object.values(value)) nodesIn(each, found);
  return found;
}

function fileFunctionsOf(node: Node): string[] {
  if (!/^(node:)?fs(\/promises)?$/.test(specifierOf(node) ?? '') || node.importKind === 'type') return [];
  const { specifiers } = node;
  if (!Array.isArray(specifiers)) return ['*'];
  return specifiers.map((each) => (each.imported as Node | undefined)?.name ?? '*').map(String);
}

function importOf(path: string, node: Node): Import[] {
  const specifier = specifierOf(node);
  if (specifier === undefined) return [];
  const isRelative = specifier.startsWith('.');
  const isType = node.importKind === 'type' || node.exportKind === 'type' || node.type === 'TSImportType';
  const target = isRelative
    ? posix.join(posix.dirname(path), specifier)
    : specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
  return [{ specifier, target, isRelative, isType }];
}

const importing = new Set([
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'ImportExpression',
  'TSImportType',
]);

function specifierOf(node: Node): string | undefined {
  if (importing.has(String(node.type))) return textOf(node.source);
  const isRequire = node.type === 'CallExpression' && nameOf(node.callee) === 'require';
  return isRequire && Array.isArray(node.arguments) ? textOf(node.arguments[0]) : undefined;
}

function impurityOf(node: Node): string[] {
  if (node.type === 'MemberExpression') {
    const name = `${nameOf(node.object)}.${nameOf(node.property) ?? textOf(node.property)}`;
    return name === 'Math.random' || name === 'Date.now' ? [name] : [];
  }
  const isNow = node.type === 'NewExpression' && nameOf(node.callee) === 'Date';
  return isNow && Array.isArray(node.arguments) && node.arguments.length === 0 ? ['new Date()'] : [];
}

function textsOf(node: Node): string[] {
  if (node.type === 'Literal' && typeof node.value === 'string') return [node.value];
  const cooked = node.type === 'TemplateElement' && isNode(node.value) ? node.value.cooked : undefined;
  return typeof cooked === 'string' ? [cooked] : [];
}

function nameOf(node: unknown): string | undefined {
  return isNode(node) && node.type === 'Identifier' ? String(node.name) : undefined;
}

/** A literal text's content. */
function textOf(node: unknown): string | undefined {
  return isNode(node) && typeof node.value === 'string' ? node.value : undefined;
}
