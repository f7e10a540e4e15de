import { Document, isMap, isScalar, isSeq, type Pair, type YAMLMap, type YAMLSeq } from 'yaml';

/** Remarks about fields, by dotted path; '' is the whole file. */
export type Remarks = Readonly<Record<string, string>>;

/** A section of one line has at most this many fields, such as a distribution. */
const mostInLine = 4;

/**
 * The text of a space file: JSON when `file` ends in .json, which has no comments; else YAML with the remarks, above
 * sections and beside values.
 */
export function spaceText(file: string, content: object, remarks: Remarks): string {
  if (/\.json$/i.test(file)) return `${JSON.stringify(content, undefined, 2)}\n`;
  const document = new Document(content);
  if (isMap(document.contents)) addRemarks(document.contents, [], remarks);
  document.commentBefore = commentOf(remarks['']);
  return document.toString({ lineWidth: 0 });
}

function addRemarks(map: YAMLMap, path: readonly string[], remarks: Remarks): void {
  for (const { key, value } of map.items as Pair[]) {
    if (!isScalar(key)) continue;
    const here = [...path, String(key.value)];
    const remark = remarks[here.join('.')] ?? '';
    const isSection = isMap(value) && !isOneLine(value, here);
    if (isSection) addRemarks(value, here, remarks);
    else if (isMap(value) || isShortList(value)) value.flow = true;
    if (isSection || remark.includes('\n')) key.commentBefore = commentOf(remark);
    else if (isMap(value) || isScalar(value) || isShortList(value)) value.comment = commentOf(remark);
  }
}

function isOneLine({ items }: YAMLMap, path: readonly string[]): boolean {
  const isDeep = items.some(({ value }: Pair) => isMap(value));
  return path.at(-1) !== 'columns' && items.length <= mostInLine && !isDeep;
}

function isShortList(value: unknown): value is YAMLSeq {
  return isSeq(value) && value.items.length <= mostInLine && value.items.every(isScalar);
}

function commentOf(remark = ''): string | null {
  if (remark === '') return null;
  return remark
    .split('\n')
    .map((line) => ` ${line}`)
    .join('\n');
}
