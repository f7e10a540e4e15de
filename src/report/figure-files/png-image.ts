import { crc32 } from 'node:zlib';
import { UsageError } from '../../faults/errors.ts';
import { message, option } from '../../faults/message.ts';
import { builtFile } from '../../files/built-file.ts';

/** In a text chunk of every PNG file: it identifies an older one, which may be replaced. */
export const pngMark = Buffer.from('tEXtSoftware\0hpsearch', 'latin1');

const signatureAndHeader = 33;
/** Pixels for each unit of the SVG: printed at 520 units on 9 cm that is 300 dots an inch. */
const zoom = 2;

/** Draws SVG texts as PNG images. */
export type DrawPng = (svg: string) => Buffer;

/**
 * Loads resvg, which is an optional dependency: UsageError where it is not installed. Texts are drawn in DejaVu Sans, which
 * the package brings, since a server may have no fonts.
 */
export async function loadPngDrawer(): Promise<DrawPng> {
  const { Resvg } = await import('@resvg/resvg-js').catch((cause: unknown) => {
    const text = message`${option('png')}: needs the package @resvg/resvg-js, which is not installed or not for this machine: npm install @resvg/resvg-js`;
    throw new UsageError(text, { cause });
  });
  const options = {
    fitTo: { mode: 'zoom' as const, value: zoom },
    font: {
      fontFiles: [builtFile('fonts/DejaVuSans.ttf')],
      loadSystemFonts: false,
      defaultFontFamily: 'DejaVu Sans',
    },
  };
  return (svg) => marked(new Resvg(svg, options).render().asPng());
}

/** The image with a text chunk after its header: length, type, text and checksum. */
function marked(png: Buffer): Buffer {
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(pngMark.length - 4);
  sum.writeUInt32BE(crc32(pngMark));
  const [head, rest] = [png.subarray(0, signatureAndHeader), png.subarray(signatureAndHeader)];
  return Buffer.concat([head, length, pngMark, sum, rest]);
}
