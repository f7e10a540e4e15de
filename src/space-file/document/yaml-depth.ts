import { CST, Lexer } from 'yaml';

/**
 * True when a YAML text nests deeper than about `most` levels, counted by brackets and by the columns of block
 * indicators. The parser is recursive, and a stack overflow may end the process.
 */
export function nestsDeeper(text: string, most: number): boolean {
  const columns: number[] = [];
  let brackets = 0;
  let column = 0;
  let keyColumn: number | undefined;
  for (const token of new Lexer().lex(text)) {
    const type = CST.tokenType(token);
    if (type === 'flow-map-start' || type === 'flow-seq-start') brackets++;
    else if (type === 'flow-map-end' || type === 'flow-seq-end') brackets = Math.max(0, brackets - 1);
    else if (type === 'seq-item-ind' || type === 'explicit-key-ind' || type === 'map-value-ind') {
      const start = type === 'map-value-ind' ? (keyColumn ?? column) : column;
      while (columns.length > 0 && (columns.at(-1) ?? 0) >= start) columns.pop();
      columns.push(start);
      keyColumn = undefined;
    } else if (type === 'scalar' || type === 'single-quoted-scalar' || type === 'double-quoted-scalar') {
      keyColumn ??= column;
    } else if (type === 'newline') keyColumn = undefined;
    const lineBreak = token.lastIndexOf('\n');
    column = lineBreak < 0 ? column + token.length : token.length - lineBreak - 1;
    if (brackets + columns.length > most) return true;
  }
  return false;
}
