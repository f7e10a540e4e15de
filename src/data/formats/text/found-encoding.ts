/** A detected encoding, and the length of the byte order mark in front of the text. */
interface FoundEncoding {
  readonly label: string;
  readonly markBytes: number;
}

/** The encoding that the first bytes tell: by a byte order mark, or by the zeros of UTF-16 without one. */
export function foundEncoding(opening: Buffer): FoundEncoding | undefined {
  const [first, second, third] = opening;
  if (first === 0xef && second === 0xbb && third === 0xbf) return { label: 'utf-8', markBytes: 3 };
  if (first === 0xff && second === 0xfe) return { label: 'utf-16le', markBytes: 2 };
  if (first === 0xfe && second === 0xff) return { label: 'utf-16be', markBytes: 2 };
  const label = unmarkedUtf16(opening);
  return label === undefined ? undefined : { label, markBytes: 0 };
}

/** Digits, delimiters and line ends have a zero in UTF-16: always the second byte, or always the first. */
function unmarkedUtf16(opening: Buffer): string | undefined {
  const zeros = [0, 0];
  const length = opening.length - (opening.length % 2);
  for (let at = 0; at < length; at++) if (opening[at] === 0) zeros[at % 2] = (zeros[at % 2] as number) + 1;
  const [even = 0, odd = 0] = zeros;
  if (even + odd < length / 20 || (even > 0 && odd > 0)) return undefined;
  const encoding = even > 0 ? 'utf-16be' : 'utf-16le';
  return hasControls(new TextDecoder(encoding).decode(opening.subarray(0, length))) ? undefined : encoding;
}

/** True for characters that no text has: controls but for tabs and line ends, and undecodable bytes. */
function hasControls(text: string): boolean {
  return /[\p{Cc}\ufffd]/u.test(text.replaceAll(/[\t\n\v\f\r]/g, ''));
}
