import { shortened } from './visible-text.ts';

/** A value for a message: as JSON, in one line of at most 80 visible characters. Never throws. */
export function shownValue(value: unknown): string {
  try {
    return shortened(written(value, 400), 80);
  } catch {
    // A getter or a proxy of the user's may throw.
    return Array.isArray(value) ? 'a list' : 'an object';
  }
}

/**
 * The value as in the file, where JSON can represent it: it would write NaN and Infinity as null. Stops somewhere
 * beyond `room` characters: a value may be millions long, or nest deeper than the call stack.
 */
function written(value: unknown, room: number): string {
  if (typeof value === 'function') return 'a function';
  if (value instanceof URL) return JSON.stringify(value.href.slice(0, room));
  if (typeof value === 'string') return JSON.stringify(value.slice(0, room));
  if (typeof value !== 'object' || value === null) return String(value).slice(0, room);
  const isList = Array.isArray(value);
  let text = isList ? '[' : '{';
  for (const key in value) {
    if (!Object.hasOwn(value, key)) continue;
    if (text.length > room) return text;
    if (text.length > 1) text += ',';
    if (!isList) text += `${JSON.stringify(key.slice(0, room))}:`;
    text += written((value as Readonly<Record<string, unknown>>)[key], Math.max(0, room - text.length));
  }
  return text + (isList ? ']' : '}');
}
