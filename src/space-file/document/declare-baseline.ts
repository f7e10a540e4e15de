import { parseDocument } from 'yaml';
import type { MeasuredScore } from '../../study/human-score.ts';

/**
 * A space file's text with this `humanBaseline`, in the file's own format. `remark` becomes a comment of a YAML file; a
 * JSON file, which has none, is indented by two spaces.
 */
export function declareBaseline(text: string, file: string, score: MeasuredScore, remark: string): string {
  if (/\.json$/i.test(file)) {
    const content = JSON.parse(text) as object;
    return `${JSON.stringify({ ...content, humanBaseline: score }, undefined, 2)}\n`;
  }
  const document = parseDocument(text);
  const node = document.createNode(score, { flow: true });
  node.comment = ` ${remark}`;
  document.set('humanBaseline', node);
  return document.toString();
}
