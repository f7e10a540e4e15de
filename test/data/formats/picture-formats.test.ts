import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { decodeBmp } from '../../../src/data/formats/pictures/bmp.ts';
import { decodePicture } from '../../../src/data/formats/pictures/decode-picture.ts';
import { hasSharp } from '../../../src/data/formats/pictures/sharp.ts';

interface SavedBmp {
  readonly kind: string;
  readonly channels: number;
  /** Base64 of the file, and its pixels as Pillow reads them. */
  readonly bmp: string;
  readonly pixels: readonly number[];
}

/** Images of 3 × 5, read by Pillow 12. */
const saved = JSON.parse(
  readFileSync(new URL('./bmp-of-pillow.json', import.meta.url), 'utf8'),
) as SavedBmp[];

describe('a BMP', () => {
  test.each(saved)('with $kind has the pixels that Pillow reads', ({ bmp, channels, pixels }) => {
    const picture = decodeBmp(Buffer.from(bmp, 'base64'));
    expect([picture.height, picture.width, picture.channels]).toEqual([3, 5, channels]);
    expect([...picture.pixels]).toEqual(pixels);
  });

  test('that is cut off or compressed is refused with the reason', async () => {
    const whole = Buffer.from(saved[0]?.bmp ?? '', 'base64');
    await expect(decodePicture(whole.subarray(0, 60), 'cut.bmp')).rejects.toThrow('its pixels are cut off');
    const packed = Buffer.from(whole);
    packed.writeUInt32LE(1, 30);
    await expect(decodePicture(packed, 'rle.bmp')).rejects.toThrow('it is compressed');
  });
});

/** The encoding part of sharp, which is no dependency: `npm install --no-save sharp` lets these tests run. */
interface Encoder {
  webp(options?: object): Encoder;
  tiff(options?: object): Encoder;
  avif(options?: object): Encoder;
  gif(): Encoder;
  withMetadata(options: object): Encoder;
  toBuffer(): Promise<Buffer>;
}

describe.skipIf(!hasSharp())('with sharp installed', () => {
  const sharp = (pixels: Buffer, options: object) =>
    (createRequire(import.meta.url)('sharp') as (pixels: Buffer, options: object) => Encoder)(
      pixels,
      options,
    );

  const raw = Buffer.from(Array.from({ length: 4 * 6 * 3 }, (_, at) => (at * 37) % 256));
  const image = () => sharp(raw, { raw: { width: 6, height: 4, channels: 3 } });

  test.each([
    ['WebP', () => image().webp({ lossless: true })],
    ['TIFF', () => image().tiff({ compression: 'none' })],
    ['AVIF', () => image().avif({ lossless: true })],
  ])('a lossless %s keeps its pixels', async (_, encode) => {
    const picture = await decodePicture(await encode().toBuffer(), 'photo');
    expect([picture.height, picture.width]).toEqual([4, 6]);
    const colours = picture.pixels.filter((_pixel, at) => at % picture.channels < 3);
    expect([...colours]).toEqual([...raw]);
  });

  test('a GIF is its first picture', async () => {
    const black = Buffer.alloc(6 * 4 * 3);
    const gif = await sharp(black, { raw: { width: 6, height: 4, channels: 3 } })
      .gif()
      .toBuffer();
    const picture = await decodePicture(gif, 'photo.gif');
    expect([picture.height, picture.width, picture.pixels[0]]).toEqual([4, 6, 0]);
  });

  test('an EXIF orientation turns a WebP too', async () => {
    const turned = await image().webp({ lossless: true }).withMetadata({ orientation: 6 }).toBuffer();
    const picture = await decodePicture(turned, 'photo.webp');
    expect([picture.height, picture.width, picture.isTurned]).toEqual([6, 4, true]);
  });

  test('a damaged file is a fault of its own', async () => {
    const webp = await image().webp().toBuffer();
    await expect(decodePicture(webp.subarray(0, 30), 'cut.webp')).rejects.toThrow(
      /cut\.webp: must be a PNG, JPEG or BMP image: /,
    );
  });
});
