import { parseDocument, Scalar } from 'yaml';

/**
 * A space file's text with this `humanBaseline`, in the file's own format. `remark` becomes a comment of a YAML file; a
 * JSON file, which has none, is indented by two spaces.
 */
export function declareBaseline(text: string, file: string, value: number, remark: string): string {
  if (/\.json$/i.test(file)) {
    const content = JSON.parse(text) as object;
    return `${JSON.stringify({ ...content, humanBaseline: value }, undefined, 2)}\n`;
  }
  const document = parseDocument(text);
  const scalar = new Scalar(value);
  scalar.comment = ` ${remark}`;
  document.set('humanBaseline', scalar);
  return document.toString();
}
