import type { OptionKind } from '../../actions/options/option.ts';
import { largest } from '../../study/limits.ts';
import { longestSeconds } from '../../study/longest-seconds.ts';

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
      return scaled(words, secondsByUnit, longestSeconds, durationConstraint);
    case 'bytes':
      return scaled(words, bytesByUnit, largest('maxMemoryBytes'), memoryConstraint);
    case 'numbers':
      return listed(words, isDecimal, 'must be numbers with commas between them');
    case 'wholeNumbers':
      return listed(words, isTrialNumber, 'must be trial numbers such as 3,7,9');
    case 'list':
      return { value: wholeNumber(words) };
    case 'words':
      return typeof words === 'string'
        ? { value: words.split(',').map((word) => word.trim()) }
        : { value: words };
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

type Units = Readonly<Record<string, number>>;

const secondsByUnit: Units = { s: 1, m: 60, h: 3600, d: 86_400 };
const durationConstraint = `must be a duration such as 90s, 10m or 2h, of at most ${longestSeconds / 86_400}d`;

const bytesByUnit: Units = { m: 2 ** 20, g: 2 ** 30 };
const memoryConstraint = `must be an amount of memory such as 512m or 2g, of at most ${largest('maxMemoryBytes') / 2 ** 30}g`;

/** "90s", "1.5h", "512m", "2G": a number and its unit. */
function scaled(words: unknown, units: Units, largestValue: number, constraint: string): Parsed {
  const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)([a-z])$/i.exec(String(words)) ?? [];
  const value = Number(amount) * (units[unit] ?? units[unit.toLowerCase()] ?? Number.NaN);
  return value > 0 && value <= largestValue ? { value } : { constraint };
}
