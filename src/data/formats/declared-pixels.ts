/** Maximum number of pixels of an image; jpeg-js has the same limit. */
const mostPixels = 100_000_000;

/**
 * Maximum number of pixels per byte: JPEG codes a block of 64 in at least a bit; deflate packs 1,032 bytes of a PNG
 * into one, and each may hold 8 pixels. A header that declares more is damaged, and decoding would take minutes.
 */
const mostPixelsPerByte = { jpeg: 512, png: 8256 } as const;

/** Error when an image's header declares more pixels than its bytes can hold, or more than the decoder accepts. */
export function requirePossiblePixels(bytes: Buffer, format: keyof typeof mostPixelsPerByte): void {
  const size = format === 'png' ? pngSize(bytes) : jpegSize(bytes);
  if (size === undefined) return;
  const [width, height] = size;
  const declared = Math.max(width, 1) * Math.max(height, 1);
  if (declared > mostPixels) {
    throw new Error(`it declares ${width} × ${height} pixels, more than ${mostPixels}`);
  }
  if (declared > bytes.length * mostPixelsPerByte[format]) {
    throw new Error(`it declares ${width} × ${height} pixels, more than its ${bytes.length} bytes can hold`);
  }
}

/** Width and height are the first fields of IHDR. */
function pngSize(bytes: Buffer): [number, number] | undefined {
  return bytes.length < 24 ? undefined : [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
}

/** The frame header (SOF) holds height and width; the segments before it are skipped by their lengths. */
function jpegSize(bytes: Buffer): [number, number] | undefined {
  let at = 2;
  while (at + 9 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] as number;
    // A marker may be preceded by any number of fill bytes.
    if (marker === 0xff) at++;
    else if (isFrame(marker)) return [bytes.readUInt16BE(at + 7), bytes.readUInt16BE(at + 5)];
    else at += 2 + bytes.readUInt16BE(at + 2);
  }
  return undefined;
}

/** SOF0 to SOF15, without the tables DHT, JPG and DAC that share their range. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}
