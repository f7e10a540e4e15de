import { jpegHeader } from './jpeg-header.ts';

/** Maximum number of pixels of an image; jpeg-js has the same limit. */
const mostPixels = 100_000_000;

/**
 * Maximum number of pixels per byte: JPEG codes a block of 64 in at least a bit; deflate packs 1,032 bytes of a PNG
 * into one, and each may hold 8 pixels. A header that declares more is damaged, and decoding would take minutes.
 */
const mostPixelsPerByte = { jpeg: 512, png: 8256 } as const;

/** Error when an image's header declares more pixels than its bytes can hold, or more than the decoder accepts. */
export function requirePossiblePixels(bytes: Buffer, format: keyof typeof mostPixelsPerByte): void {
  const size = format === 'png' ? pngSize(bytes) : jpegHeader(bytes);
  if (size === undefined) return;
  const { width, height } = size;
  const declared = Math.max(width, 1) * Math.max(height, 1);
  if (declared > mostPixels) {
    throw new Error(`it declares ${width} × ${height} pixels, more than ${mostPixels}`);
  }
  if (declared > bytes.length * mostPixelsPerByte[format]) {
    throw new Error(`it declares ${width} × ${height} pixels, more than its ${bytes.length} bytes can hold`);
  }
}

/** Width and height are the first fields of IHDR. */
function pngSize(bytes: Buffer): { width: number; height: number } | undefined {
  return bytes.length < 24 ? undefined : { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}
