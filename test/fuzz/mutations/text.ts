import type { Random } from '../../../src/statistics/random.ts';
import type { CaseFile } from '../fuzzer.ts';
import { pick, times } from './choice.ts';
import { junkText } from './junk.ts';

/** The text with one to three changes to its characters and lines, which its syntax may not survive. */
export function mutateText(random: Random, text: string): string {
  return times(1 + random.below(3), () => pick(random, changes)).reduce(
    (changed, change) => change(random, changed),
    text,
  );
}

const changes: readonly ((random: Random, text: string) => string)[] = [
  (random, text) => splice(text, random.below(text.length + 1), 0, junkText(random)),
  (random, text) => splice(text, random.below(text.length + 1), 1 + random.below(20), ''),
  (random, text) =>
    splice(text, random.below(text.length + 1), 1, pick(random, [...'{}[]:,"\'#&*!|>-%@` \t\n0e'])),
  (random, text) => text.slice(0, random.below(text.length + 1)),
  (random, text) => inLines(text, (lines) => lines.splice(random.below(lines.length), 1)),
  (random, text) =>
    inLines(text, (lines) => {
      const at = random.below(lines.length);
      lines.splice(at, 0, ...times(pick(random, [1, 2, 500]), () => lines[at] as string));
    }),
  (random, text) =>
    inLines(text, (lines) => {
      const [line = ''] = lines.splice(random.below(lines.length), 1);
      lines.splice(random.below(lines.length + 1), 0, line);
    }),
];

function splice(text: string, at: number, remove: number, insert: string): string {
  return text.slice(0, at) + insert + text.slice(at + remove);
}

function inLines(text: string, change: (lines: string[]) => unknown): string {
  const lines = text.split('\n');
  change(lines);
  return lines.join('\n');
}

/** The text in an encoding: mostly UTF-8, also with a byte order mark, UTF-16, or Latin-1. */
export function encoded(random: Random, text: string): CaseFile {
  const utf16 = () => Buffer.from(`\uFEFF${text}`, 'utf16le');
  switch (random.below(24)) {
    case 0:
      return { text: `\uFEFF${text}` };
    case 1:
      return { base64: utf16().toString('base64') };
    case 2:
      return { base64: utf16().swap16().toString('base64') };
    case 3:
      return { base64: Buffer.from(text, 'latin1').toString('base64') };
    case 4:
      return { text: text.replaceAll('\n', '\r\n') };
    case 5:
      return { text: text.replaceAll('\n', '\r') };
    default:
      return { text };
  }
}
