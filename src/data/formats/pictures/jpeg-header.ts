/** A colour plane of a JPEG, and how often it is sampled in each direction, relative to the other planes. */
interface JpegComponent {
  readonly id: number;
  readonly across: number;
  readonly down: number;
}

export interface JpegHeader {
  readonly width: number;
  readonly height: number;
  readonly components: readonly JpegComponent[];
  readonly isJfif: boolean;
  /** Offset of the colour transform in Adobe's segment; absent without one. */
  readonly adobeTransformAt?: number;
}

/** The segments up to the frame header (SOF), skipped by their lengths; undefined for bytes that have none. */
export function jpegHeader(bytes: Uint8Array): JpegHeader | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const marks: { isJfif: boolean; adobeTransformAt?: number } = { isJfif: false };
  let at = 2;
  while (at + 9 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] as number;
    // A marker may be preceded by any number of fill bytes.
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (isFrame(marker)) return { ...frameAt(view, at), ...marks };
    if (marker === 0xe0 && textAt(bytes, at + 4, 4) === 'JFIF') marks.isJfif = true;
    if (marker === 0xee && textAt(bytes, at + 4, 5) === 'Adobe') marks.adobeTransformAt = at + 15;
    at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}

function frameAt(view: DataView, at: number): Pick<JpegHeader, 'width' | 'height' | 'components'> {
  const count = at + 9 < view.byteLength ? view.getUint8(at + 9) : 0;
  const components: JpegComponent[] = [];
  for (let from = at + 10; components.length < count && from + 2 < view.byteLength; from += 3) {
    const sampling = view.getUint8(from + 1);
    components.push({ id: view.getUint8(from), across: sampling >> 4, down: sampling & 15 });
  }
  return { height: view.getUint16(at + 5), width: view.getUint16(at + 7), components };
}

/** SOF0 to SOF15, without the tables DHT, JPG and DAC that share their range. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

function textAt(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}
