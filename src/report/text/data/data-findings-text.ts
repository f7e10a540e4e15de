import pc from 'picocolors';
import { type DataFinding, type Severity, severities } from '../../../reports/data-report.ts';
import { plainLine } from '../parts/format.ts';
import { wrapLine } from '../parts/wrap-line.ts';

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

/** "1 fault, 2 warnings", and each finding with its mark, its numbers and its advice. */
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

const listedFiles = 5;

function renderFinding(finding: DataFinding, width: number): string {
  const { severity, message, advice } = finding;
  const space = width - indent.length;
  const [first = '', ...others] = [message, ...filesOf(finding)].flatMap((line) =>
    wrapLine(plainLine(line), space),
  );
  const lines = wrapLine(`→ ${plainLine(advice)}`, space);
  return [
    `${marks[severity]} ${first}`,
    ...others.map((line) => indent + line),
    ...lines.map((line) => indent + pc.dim(line)),
  ].join('\n');
}

/** "cat/3.png, dog/1.png, …", when rows are files and the message does not name them. */
function filesOf({ message, files = [], count }: DataFinding): string[] {
  if (files.every((file) => message.includes(file))) return [];
  const listed = files.slice(0, listedFiles);
  return [`${listed.join(', ')}${count > listed.length ? ', …' : ''}`];
}
