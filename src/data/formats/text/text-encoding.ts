import { isUtf8 } from 'node:buffer';
import { FaultsError } from '../../../faults/errors.ts';
import { encodingLabel } from '../../../study/data-files/encoding-label.ts';
import { foundEncoding } from './found-encoding.ts';
import { likelyEncodings } from './likely-encodings.ts';
import type { UndecodableError } from './strict-decoder.ts';

/** How a file's bytes become text. */
export interface TextEncoding {
  /** As the Encoding Standard writes it. */
  readonly label: string;
  /** The length of the byte order mark. */
  readonly markBytes: number;
  readonly isDeclared: boolean;
}

/** The declared encoding, else the one that the first bytes show, else UTF-8. */
export function textEncoding(opening: Buffer, declared: string | undefined): TextEncoding {
  const found = foundEncoding(opening);
  if (declared === undefined) return { label: 'utf-8', markBytes: 0, ...found, isDeclared: false };
  const label = encodingLabel(declared) ?? declared;
  const isSame = label === found?.label || (label.startsWith('utf-16') && found?.label.startsWith('utf-16'));
  return isSame && found ? { ...found, isDeclared: true } : { label, markBytes: 0, isDeclared: true };
}

/** FaultsError for a file that is certainly not in its declared encoding. */
export function requireDeclared(file: string, { label, isDeclared }: TextEncoding, opening: Buffer): void {
  if (!isDeclared) return;
  const found = foundEncoding(opening)?.label ?? (isBeyondAscii(opening) ? 'utf-8' : undefined);
  if (found === undefined || found === label || isAlike(found, label)) return;
  const constraint = `must be in ${label}, as data.encoding says, but is in ${found}`;
  throw new FaultsError([{ file, field: '', constraint }]);
}

function isAlike(found: string, label: string): boolean {
  return found.startsWith('utf-16') && label.startsWith('utf-16');
}

/** True for UTF-8 with characters of several bytes, which other encodings hardly ever form. */
function isBeyondAscii(opening: Buffer): boolean {
  // A character may be cut at the end.
  const whole = opening.length < 65_536 ? opening : opening.subarray(0, opening.lastIndexOf(0x0a) + 1);
  return isUtf8(whole) && whole.some((byte) => byte >= 0x80);
}

/** The fault of bytes that are no character, in this line. */
export function undecodable(
  file: string,
  { label, isDeclared }: TextEncoding,
  { error, line }: { readonly error: UndecodableError; readonly line: number },
): FaultsError {
  const { byte, rest } = error;
  const which =
    byte === undefined ? 'some bytes are' : `byte 0x${byte.toString(16).toUpperCase().padStart(2, '0')} is`;
  const constraint = isDeclared
    ? `must be in ${label}, as data.encoding says: ${which} no character in it`
    : `must be in ${label.toUpperCase()}: ${which} no character in it`;
  const readings = isDeclared ? [] : likelyEncodings(rest);
  const list = readings.map(
    ({ label, word }, index) => `${label} ${index === 0 ? 'reads ' : ''}"${word.slice(0, 20)}"`,
  );
  const remedy = `save it as UTF-8, or set data.encoding${list.length === 0 ? '' : `: ${list.join(', ')}`}`;
  return new FaultsError([{ file, field: '', constraint, line, ...(isDeclared ? {} : { hint: remedy }) }]);
}

/** The number of line ends in a text. */
export function countLines(text: string): number {
  const end = text.includes('\n') ? '\n' : '\r';
  let count = 0;
  for (let at = text.indexOf(end); at >= 0; at = text.indexOf(end, at + 1)) count++;
  return count;
}
