import { isAscii, isUtf8 } from 'node:buffer';

/** Bytes that are no character of the encoding. */
export class UndecodableError extends Error {
  /** The text before them. */
  readonly text: string;
  readonly byte: number | undefined;
  /** The bytes from them on, and a few of the word before. */
  readonly rest: Buffer;

  constructor(text: string, byte?: number, rest: Buffer = Buffer.alloc(0)) {
    super('undecodable bytes');
    this.text = text;
    this.byte = byte;
    this.rest = rest;
  }
}

/** Decodes a text that arrives in arbitrary pieces; a character may lie in two of them. */
export interface StrictDecoder {
  /** UndecodableError at the first bytes that are no character. */
  decode(piece: Buffer, isLast: boolean): string;
}

/** A decoder without a byte order mark to drop. `label` comes from `encodingLabel`. */
export function strictDecoder(label: string): StrictDecoder {
  if (label === 'utf-8') return new Utf8Decoder();
  return isSingleByte(label) ? new SingleByteDecoder(label) : new StreamDecoder(label);
}

function isSingleByte(label: string): boolean {
  return /^(windows-(?!949)|iso-8859|koi8|ibm|macintosh|x-mac)/.test(label);
}

/** Checked and decoded by Node's native functions, five times as fast as a fatal TextDecoder. */
class Utf8Decoder implements StrictDecoder {
  #begun: Buffer = Buffer.alloc(0);

  decode(piece: Buffer, isLast: boolean): string {
    const bytes = this.#begun.length === 0 ? piece : Buffer.concat([this.#begun, piece]);
    const end = isLast ? bytes.length : wholeCharacters(bytes);
    const whole = bytes.subarray(0, end);
    // A copy of bytes is faster than their decoding.
    const isCopy = isAscii(whole);
    if (!isCopy && !isUtf8(whole)) throw brokenUtf8(whole);
    this.#begun = bytes.subarray(end);
    return whole.toString(isCopy ? 'latin1' : 'utf8');
  }
}

/** The length of the bytes without a last character that may be incomplete. */
function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] as number;
    if (byte < 0x80) break;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    if (length > 1) return length > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

function brokenUtf8(bytes: Buffer): UndecodableError {
  let sound = 0;
  for (let step = 2 ** Math.floor(Math.log2(bytes.length)); step >= 1; step /= 2) {
    if (sound + step > bytes.length) continue;
    const part = bytes.subarray(0, sound + step);
    if (isUtf8(part.subarray(0, wholeCharacters(part)))) sound += step;
  }
  const end = wholeCharacters(bytes.subarray(0, sound));
  const word = /\w*$/.exec(bytes.toString('latin1', Math.max(0, end - 20), end))?.[0].length ?? 0;
  return new UndecodableError(bytes.toString('utf8', 0, end), bytes[end], bytes.subarray(end - word));
}

/** The 27 characters of Windows-1252 between 0x80 and 0x9f: Node 20 decodes them as controls. */
const windows1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';
const control = /[\x80-\x9f]/;
const controls = /[\x80-\x9f]/g;

/** A control character stands for a byte that the encoding leaves undefined. */
class SingleByteDecoder implements StrictDecoder {
  readonly #decode: (bytes: Buffer) => string;

  constructor(label: string) {
    const decoder = new TextDecoder(label);
    const inWindows1252 = (sign: string) => windows1252[sign.charCodeAt(0) - 0x80] as string;
    this.#decode =
      label === 'windows-1252'
        ? (bytes) => bytes.toString('latin1').replace(controls, inWindows1252)
        : (bytes) => decoder.decode(bytes);
  }

  decode(piece: Buffer): string {
    const text = this.#decode(piece);
    const at = text.search(control);
    const broken = at >= 0 ? at : text.indexOf('\ufffd');
    if (broken < 0) return text;
    throw new UndecodableError(text.slice(0, broken), piece[broken]);
  }
}

/** UTF-16 and the encodings of East Asia. */
class StreamDecoder implements StrictDecoder {
  readonly #decoder: InstanceType<typeof TextDecoder>;

  constructor(label: string) {
    // Where it throws, it does not say.
    this.#decoder = new TextDecoder(label, { ignoreBOM: true });
  }

  decode(piece: Buffer, isLast: boolean): string {
    const text = this.#decoder.decode(piece, { stream: !isLast });
    const broken = text.indexOf('\ufffd');
    if (broken < 0) return text;
    throw new UndecodableError(text.slice(0, broken));
  }
}
