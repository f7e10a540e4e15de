import { writeWholeText } from '../../files/write-whole.ts';
import type { AnnotationReport } from '../../reports/data/annotation-report.ts';
import { counted } from '../../reports/figure.ts';
import { declareBaseline } from '../../space-file/document/declare-baseline.ts';
import { readText } from '../../space-file/read-text.ts';

/** Writes the human baseline into the space file, which is replaced as a whole; nothing before ten answers. */
export async function writeBaseline(path: string, report: AnnotationReport): Promise<AnnotationReport> {
  const { humanBaseline, answered } = report;
  if (humanBaseline === null) return report;
  const { metric, value, low, high } = humanBaseline;
  const rounded = (number: number) => Number(number.toPrecision(6));
  const score = { value: rounded(value), low: rounded(low), high: rounded(high) };
  const remark = `${metric} of a person on ${counted(answered[0], 'example')}, with its 95 % interval`;
  const text = declareBaseline(readText(path), path, score, remark);
  const kind = { name: 'a space file', recognises: () => true };
  const target = { option: 'writeBaseline', path, mayReplace: true, kind, reads: [] };
  await writeWholeText(target, async (file) => void (await file.writeFile(text)));
  return { ...report, written: path };
}
