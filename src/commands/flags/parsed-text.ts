import type { OptionKind } from '../../actions/options/option.ts';
import { largest } from '../../study/limits.ts';
import { durationConstraint, secondsOf } from '../../study/time/duration.ts';
import { quotedNames } from '../../study/words/quoted-names.ts';

/** The value parsed from words of a command line, or the constraint that they break, from "must" on. */
interface Parsed {
  readonly value?: unknown;
  readonly constraint?: string;
}

/** `words` is a text, or a list of texts when a flag was repeated; 'list' is an argument of several words. */
export function parsedText(kind: OptionKind | 'list', words: unknown): Parsed {
  switch (kind) {
    case 'wholeNumber':
      return { value: wholeNumber(words) };
    case 'number':
      return { value: decimal(words) };
    case 'seconds':
      return duration(words);
    case 'bytes':
      return memory(words);
    case 'numbers':
      return listed(words, isDecimal, 'must be numbers with commas between them');
    case 'wholeNumbers':
      return listed(words, isTrialNumber, 'must be trial numbers such as 3,7,9');
    case 'list':
      return { value: wholeNumber(words) };
    case 'words':
      return typeof words === 'string' ? { value: quotedNames(words) } : { value: words };
    default:
      return { value: words };
  }
}

/** Digits, which may have a sign; anything else unchanged: `1e1` is rather a mistake than ten. */
function wholeNumber(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(wholeNumber);
  return typeof value === 'string' && /e/i.test(value) ? value : decimal(value);
}

/** A decimal number in a word; any other value unchanged. */
function decimal(value: unknown): unknown {
  // A repeated flag is a list.
  if (Array.isArray(value)) return value.map(decimal);
  if (!isDecimal(value)) return value;
  const number = Number(value);
  return Number.isFinite(number) ? number : value;
}

function isDecimal(word: unknown): word is string {
  return typeof word === 'string' && /^-?(?:0|[1-9]\d*|0?(?=\.\d))(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(word);
}

function isTrialNumber(word: string): boolean {
  return /^\d{1,9}$/.test(word);
}

function listed(words: unknown, isItem: (word: string) => boolean, constraint: string): Parsed {
  const items = typeof words === 'string' ? words.split(',').map((word) => word.trim()) : [];
  return items.length > 0 && items.every(isItem) ? { value: items.map(Number) } : { constraint };
}

function duration(words: unknown): Parsed {
  const value = secondsOf(String(words));
  return value === undefined ? { constraint: durationConstraint } : { value };
}

const bytesByUnit: Readonly<Record<string, number>> = { m: 2 ** 20, g: 2 ** 30 };
const memoryConstraint = `must be an amount of memory such as 512m or 2g, of at most ${largest('maxMemoryBytes') / 2 ** 30}g`;

/** "512m", "2G": a number and its unit. */
function memory(words: unknown): Parsed {
  const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)([a-z])$/i.exec(String(words)) ?? [];
  const value = Number(amount) * (bytesByUnit[unit.toLowerCase()] ?? Number.NaN);
  return value > 0 && value <= largest('maxMemoryBytes') ? { value } : { constraint: memoryConstraint };
}
