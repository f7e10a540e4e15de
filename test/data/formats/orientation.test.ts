import { encode as encodePng } from 'fast-png';
import jpeg from 'jpeg-js';
import { describe, expect, test } from 'vitest';
import { decodePicture } from '../../../src/data/formats/pictures/decode-picture.ts';
import { orientationIn, upright } from '../../../src/data/formats/pictures/orientation.ts';
import { isTransparent, type Picture, pixelsIn } from '../../../src/data/formats/pictures/picture.ts';
import { decodePng } from '../../../src/data/formats/pictures/png.ts';

/** EXIF data with one entry, the orientation. */
function exif(orientation: number, isLittle = true): Uint8Array {
  const view = new DataView(new ArrayBuffer(26));
  view.setUint16(0, isLittle ? 0x4949 : 0x4d4d);
  view.setUint16(2, 42, isLittle);
  view.setUint32(4, 8, isLittle);
  view.setUint16(8, 1, isLittle);
  view.setUint16(10, 0x0112, isLittle);
  view.setUint16(12, 3, isLittle);
  view.setUint32(14, 1, isLittle);
  view.setUint16(18, orientation, isLittle);
  return new Uint8Array(view.buffer);
}

/** A JPEG of 16 × 24 whose upper half is bright, with EXIF data. */
function photo(orientation: number, isLittle?: boolean): Buffer {
  const [width, height] = [24, 16];
  const data = Buffer.alloc(width * height * 4, 255);
  data.fill(0, (width * height * 4) / 2);
  const plain = jpeg.encode({ width, height, data }, 95).data;
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), exif(orientation, isLittle)]);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(body.length + 2);
  const segment = Buffer.concat([Buffer.from([0xff, 0xe1]), length, body]);
  return Buffer.concat([plain.subarray(0, 2), segment, plain.subarray(2)]);
}

/** Which half of a picture is bright. */
function brightSide({ height, width, channels, pixels }: Picture): string {
  const at = (row: number, column: number) => (pixels[(row * width + column) * channels] as number) > 127;
  const [top, bottom] = [at(1, width / 2), at(height - 2, width / 2)];
  const [left, right] = [at(height / 2, 1), at(height / 2, width - 2)];
  if (top && !bottom) return 'top';
  if (bottom && !top) return 'bottom';
  return left && !right ? 'left' : 'right';
}

describe('the EXIF orientation of a photo', () => {
  // The sides are those of the TIFF specification: the stored first row is shown there.
  test.each([
    [1, 'top'],
    [2, 'top'],
    [3, 'bottom'],
    [4, 'bottom'],
    [5, 'left'],
    [6, 'right'],
    [7, 'right'],
    [8, 'left'],
  ])('%i shows its first row at the %s', async (orientation, side) => {
    for (const isLittle of [true, false]) {
      const picture = await decodePicture(photo(orientation, isLittle), 'photo.jpg');
      expect(brightSide(picture)).toBe(side);
      expect([picture.height, picture.width]).toEqual(orientation < 5 ? [16, 24] : [24, 16]);
      expect(picture.isTurned ?? false).toBe(orientation !== 1);
    }
  });

  test('shows its first column where the specification has it', () => {
    const stored = { height: 2, width: 3, channels: 1, pixels: Float32Array.of(1, 2, 3, 4, 5, 6) };
    const shown = [1, 2, 3, 4, 5, 6, 7, 8].map((each) => [...upright(stored, each).pixels].join(''));
    expect(shown).toEqual([
      ...['123456', '321654', '654321', '456123'],
      ...['142536', '415263', '635241', '362514'],
    ]);
  });

  test('is 1 in data that are cut, hostile or without it', () => {
    expect(orientationIn(undefined)).toBe(1);
    for (const orientation of [0, 9, 65_535]) expect(orientationIn(exif(orientation))).toBe(1);
    for (let length = 0; length < 20; length++) {
      expect(orientationIn(exif(6).subarray(0, length))).toBe(1);
    }
    const far = exif(6);
    new DataView(far.buffer).setUint32(4, 0xffffffff, true);
    expect(orientationIn(far)).toBe(1);
  });
});

describe('a PNG', () => {
  const bytes = encodePng({ width: 3, height: 2, channels: 1, data: Uint8Array.of(1, 2, 3, 4, 5, 6) });

  /** With the chunk eXIf behind the header, whose 13 bytes stand in a frame of 12. */
  function turned(orientation: number): Buffer {
    const body = Buffer.concat([Buffer.from('eXIf'), exif(orientation)]);
    const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(body.length - 4);
    checksum.writeUInt32BE(checksumOf(body));
    return Buffer.concat([bytes.subarray(0, 33), length, body, checksum, bytes.subarray(33)]);
  }

  function checksumOf(body: Uint8Array): number {
    let rest = 0xffffffff;
    for (const byte of body) {
      rest ^= byte;
      for (let bit = 0; bit < 8; bit++) rest = (rest >>> 1) ^ (rest & 1 ? 0xedb88320 : 0);
    }
    return (rest ^ 0xffffffff) >>> 0;
  }

  test('is turned as its EXIF orientation asks', async () => {
    expect(await decodePicture(turned(1), 'photo.png')).not.toHaveProperty('isTurned');
    const { height, width, pixels, isTurned } = await decodePicture(turned(6), 'photo.png');
    expect([height, width, isTurned]).toEqual([3, 2, true]);
    expect([...pixels]).toEqual([4, 1, 5, 2, 6, 3]);
  });

  test('whose bytes have changed or are cut off, and other bytes, are refused with the reason', async () => {
    const changed = Buffer.from(bytes);
    changed[changed.length - 18] = 255 - (changed[changed.length - 18] as number);
    await expect(decodePicture(changed, 'a.png')).rejects.toThrow(
      /image: (CRC mismatch for chunk IDAT|Error while decompressing the data: \S)/,
    );
    const cut = Buffer.from(bytes.subarray(0, bytes.length - 20));
    await expect(decodePicture(cut, 'a.png')).rejects.toThrow(/image: it is cut off$/);
    await expect(decodePicture(Buffer.from('a,b'), 'a.png')).rejects.toThrow('its first bytes are others');
  });
});

describe('transparent pixels', () => {
  const rgba = (...data: number[]) =>
    decodePng(encodePng({ width: data.length / 4, height: 1, channels: 4, data: Uint8Array.from(data) }))
      .raster;

  test('are laid on white, half transparent ones in part, and opaque ones are as they were', () => {
    const icon = rgba(0, 0, 0, 0, 0, 0, 0, 255, 200, 100, 0, 51);
    expect(isTransparent(icon)).toBe(true);
    const shape = { height: 1, width: 3 };
    expect([...pixelsIn(icon, { ...shape, channels: 3 })]).toEqual([255, 255, 255, 0, 0, 0, 244, 224, 204]);
    expect([...pixelsIn(icon, { ...shape, channels: 1 })]).toEqual([255, 0, 228]);
    expect(isTransparent(rgba(1, 2, 3, 255))).toBe(false);
    expect([...pixelsIn(rgba(1, 2, 3, 255), { height: 1, width: 1, channels: 3 })]).toEqual([1, 2, 3]);
  });

  test('do not mix their hidden colour into others when a picture is resized', () => {
    const icon = rgba(0, 0, 0, 0, 255, 255, 255, 255);
    expect([...pixelsIn(icon, { height: 1, width: 1, channels: 1 })]).toEqual([255]);
  });
});
