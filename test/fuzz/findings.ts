import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { shellWord } from '../../src/study/words/shell-word.ts';
import { makeCaseFolder } from './case-folder.ts';
import type { FuzzCase } from './fuzzer.ts';
import type { Stock } from './stock.ts';

/** One kind of fault, with the first case that showed it. */
export interface Finding {
  readonly fuzzer: string;
  /** The number of the case among those of its fuzzer and seed. */
  readonly case: number;
  readonly title: string;
  readonly fault: string;
  /** How many cases showed it. */
  times: number;
  /** The command that runs the case again. */
  readonly repeat: string;
  /** Holds the input, made smaller. */
  folder?: string;
}

/** The text that faults of one kind have in common: quoted texts and numbers are left out. */
export function signatureOf(fuzzer: string, fault: string): string {
  const general = fault
    .replaceAll(/(["'`])(?:(?!\1).)*\1/g, '…')
    .replaceAll(/\/\S+/g, '…')
    .replaceAll(/\d+(\.\d+)?/g, '0');
  return `${fuzzer} ${general.slice(0, 120)}`;
}

/** Writes the files of a failing case, and how to repeat it, below `failures`; returns the folder. */
export async function writeFinding(
  finding: Finding,
  fuzzCase: FuzzCase,
  stock: Stock,
  failures: string,
): Promise<string> {
  const folder = join(failures, `${finding.fuzzer}-${finding.case}`);
  mkdirSync(folder, { recursive: true });
  const made = await makeCaseFolder(fuzzCase, stock);
  try {
    cpSync(made.folder, join(folder, 'files'), {
      recursive: true,
      filter: (path) => !path.endsWith('/pipe'),
    });
  } finally {
    made.remove();
  }
  const commands = fuzzCase.commands.map((args) => ['hpsearch', ...args.map(shellWord)].join(' '));
  const text = [
    `# ${finding.title}`,
    `# ${finding.fault}`,
    `# ${finding.repeat}`,
    'cd files',
    ...commands,
    '',
  ];
  writeFileSync(join(folder, 'repeat.sh'), text.map((line) => line.replaceAll('\0', '\\0')).join('\n'));
  writeFileSync(join(folder, 'case.json'), `${JSON.stringify(fuzzCase, null, 2)}\n`);
  return folder;
}
