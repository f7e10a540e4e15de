import pc from 'picocolors';
import { type DataFinding, type Severity, severities } from '../study/data-report.ts';
import { plainLine } from './format.ts';

const marks: Readonly<Record<Severity, string>> = {
  fail: pc.red('✗'),
  warn: pc.yellow('!'),
  info: pc.dim('·'),
};
const words: Readonly<Record<Severity, readonly [one: string, many: string]>> = {
  fail: ['fault', 'faults'],
  warn: ['warning', 'warnings'],
  info: ['remark', 'remarks'],
};
const indent = '  ';

/** "1 fault, 2 warnings", and each with its mark, its numbers and what to do. */
export function renderFindings(findings: readonly DataFinding[], width: number): string {
  if (findings.length === 0) return `${pc.green('✓')} nothing stands out`;
  return [pc.bold(tally(findings)), ...findings.map((finding) => renderFinding(finding, width))].join('\n');
}

function tally(findings: readonly DataFinding[]): string {
  return severities
    .map((severity) => ({ severity, count: findings.filter((each) => each.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${count} ${words[severity][count === 1 ? 0 : 1]}`)
    .join(', ');
}

function renderFinding({ severity, message, advice }: DataFinding, width: number): string {
  const space = width - indent.length;
  const [first = '', ...others] = wrap(plainLine(message), space);
  const lines = wrap(`→ ${plainLine(advice)}`, space);
  return [
    `${marks[severity]} ${first}`,
    ...others.map((line) => indent + line),
    ...lines.map((line) => indent + pc.dim(line)),
  ].join('\n');
}

/** Lines of at most `width` characters, broken between words; a longer word stays whole. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
