import { z } from 'zod';

const text = z.string().min(1);

/** The fields of `data` that say how a text is laid out. */
export const textLayout = {
  delimiter: z
    .string()
    .regex(/^[^"\r\n]$/, 'must be one character, and neither a quotation mark nor a line end')
    .describe('Between the cells of a line; "\\t" for tabs. Left out, it is detected and said.')
    .exactOptional(),
  encoding: text
    .describe(
      'Of a text that is not UTF-8: windows-1252, windows-1251, latin1, utf-16le, … Left out, UTF-8, or UTF-16 where the file shows it.',
    )
    .exactOptional(),
  header: z
    .boolean()
    .describe(
      'Whether the first row names the columns. Without names they are column1, column2, … Left out, it is detected and said.',
    )
    .exactOptional(),
  comment: text
    .describe(
      'Lines that begin with this are skipped. Left out, only lines above the header that begin with # are.',
    )
    .exactOptional(),
};
