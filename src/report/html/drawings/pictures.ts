import { encode } from 'fast-png';
import { html, Markup } from '../elements/markup.ts';

export type PictureShape = readonly [height: number, width: number, channels: number];

/** Pictures of one shape, packed into one PNG; each occurrence on the page shows its section. */
export interface Album {
  /** Must appear once on the page, before the pictures. */
  readonly definition: Markup;
  /** About `size` CSS pixels tall: an integer multiple of the picture's height. */
  picture(index: number, label: string, size: number): Markup;
}

/**
 * `pixels` are [height × width × channels] bytes, row by row, in base64: grey for one channel, RGB for three, RGBA for
 * four; for any other number of channels the first is shown. `id` is unique on the page.
 */
export function makeAlbum(id: string, shape: PictureShape, pixels: readonly string[]): Album {
  const [height, width] = shape;
  const columns = Math.max(1, Math.ceil(Math.sqrt(pixels.length)));
  const rows = Math.max(1, Math.ceil(pixels.length / columns));
  const url = `data:image/png;base64,${toPng(shape, pixels, columns, rows).toString('base64')}`;
  return {
    definition: html`<svg class="sprite" width="0" height="0" aria-hidden="true"><defs><image id="${id}" width="${columns * width}" height="${rows * height}" href="${new Markup(url)}"/></defs></svg>`,
    picture: (index, label, size) => {
      const scale = Math.max(1, Math.round(size / Math.max(height, width)));
      const corner = `${(index % columns) * width} ${Math.floor(index / columns) * height}`;
      return html`<svg class="picture" role="img" aria-label="${label}" width="${scale * width}" height="${scale * height}" viewBox="${corner} ${width} ${height}"><use href="#${id}"/></svg>`;
    },
  };
}

function toPng(
  [height, width, channels]: PictureShape,
  pictures: readonly string[],
  columns: number,
  rows: number,
): Buffer {
  const shown = channels === 3 || channels === 4 ? channels : 1;
  const size = { width: columns * width, height: rows * height };
  const data = new Uint8Array(size.width * size.height * shown);
  pictures.forEach((pixels, index) => {
    const bytes = Buffer.from(pixels, 'base64');
    const corner = Math.floor(index / columns) * height * size.width + (index % columns) * width;
    for (let pixel = 0; pixel < height * width; pixel++) {
      const place = corner + Math.floor(pixel / width) * size.width + (pixel % width);
      for (let channel = 0; channel < shown; channel++) {
        data[place * shown + channel] = bytes[pixel * channels + channel] ?? 0;
      }
    }
  });
  return Buffer.from(encode({ ...size, data, channels: shown, depth: 8 }));
}
