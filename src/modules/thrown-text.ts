import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import { codeFolders } from '../files/built-file.ts';

/** Maximum length of an error text. */
const mostCharacters = 10_000;

/** A position in a user's file. */
export interface UserPlace {
  readonly file: string;
  readonly line: number;
}

/**
 * Describes in one line any thrown value, with its position in the user's own files: "no such layer (model.mjs:12)".
 * Never throws; a long text is cut, with a mark.
 */
export function thrownText(thrown: unknown): string {
  try {
    const place = userPlace(thrown);
    const text = messageOf(thrown);
    if (place === undefined) return text;
    const where = `${basename(place.file)}:${place.line}`;
    return text.includes(where) ? text : `${text} (${where})`;
  } catch {
    return 'something was thrown that cannot be read';
  }
}

/**
 * The first frame of an error's stack outside hpsearch, Node.js and packages. Undefined when there is none, or the
 * stack cannot be read. Never throws.
 */
export function userPlace(thrown: unknown): UserPlace | undefined {
  try {
    return firstPlace(thrown);
  } catch {
    // A getter that throws, or the URL of another machine's file.
    return undefined;
  }
}

/** A URL may contain parentheses, like its folders: a frame is recognised by the line and column at its end. */
const frame = /(file:\/\/\S+?):(\d+)(?=(?::\d+)?(?:[\s),]|$))/g;

function firstPlace(thrown: unknown): UserPlace | undefined {
  const { stack, message } = (thrown ?? {}) as { stack?: unknown; message?: unknown };
  if (typeof stack !== 'string') return undefined;
  for (const [, url = '', line] of framesOf(stack, message).matchAll(frame)) {
    const file = fileURLToPath(url);
    const isOurs = codeFolders.some((folder) => file.startsWith(folder));
    if (!isOurs && !file.includes('/node_modules/')) return { file, line: Number(line) };
  }
  return undefined;
}

/**
 * The stack without the message, which may quote a position; a missing export gives its own position before the
 * message.
 */
function framesOf(stack: string, message: unknown): string {
  const at = typeof message === 'string' && message !== '' ? stack.indexOf(`: ${message}`) : -1;
  return at < 0 ? stack : stack.slice(0, at) + stack.slice(at + 2 + (message as string).length);
}

/** The first line of the message, or of the value as text. */
function messageOf(thrown: unknown): string {
  const { message } = (thrown ?? {}) as { message?: unknown };
  const words = [message, thrown].find((each) => typeof each === 'string' && each.trim() !== '');
  const text =
    typeof words === 'string' ? words.trim() : inspect(thrown, { breakLength: Infinity, depth: 1 });
  return shortened(text.slice(0, 2 * mostCharacters).split(/[\r\n]/)[0] ?? '', text.length);
}

function shortened(line: string, length: number): string {
  if (line.length <= mostCharacters) return line;
  return `${line.slice(0, mostCharacters)}… (cut: the text has ${length} characters)`;
}
