import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { nameIn } from '../../src/data/cells/name.ts';
import type { TableFormat } from '../../src/data/formats/format.ts';
import { openRows } from '../../src/data/formats/open-rows.ts';
import type { RawRows } from '../../src/data/formats/row-source.ts';
import { FaultsError } from '../../src/faults/errors.ts';

type Cell = string | number | boolean | null;

export const columns = ['length', 'colour', 'isOld', 'count'];
/** Numbers, text that needs quoting, truth values and missing cells. */
export const things: readonly (readonly Cell[])[] = [
  [1.5, 'red', true, 1],
  [-2.25e-7, 'light, "blue"', false, 20],
  [null, 'grün 🙂', true, 300],
  [4, null, false, null],
  [0, 'two\nlines', true, -5],
];
export const hugeCell = 'x'.repeat(1_000_000);
export const hugeRows: typeof things = [things[0] ?? [], [1, hugeCell, false, 2]];

/** Files of one format, and their content. */
export interface FormatFiles {
  /** The name of a file that is recognised by its name. */
  readonly fileName: string;
  readonly things: Buffer;
  readonly huge: Buffer;
  /** Columns without rows; absent where a file without rows has no columns. */
  readonly noRows?: Buffer;
  /** More rows than one read returns, `thing` after `thing`; absent when the test has no writer for it. */
  readonly long?: { readonly content: Buffer; readonly rows: number };
  /** Two readable rows, followed by a fault at `place`. */
  readonly broken: { readonly content: Buffer; readonly constraint: RegExp; readonly place: object };
}

async function readAll(path: string, format?: TableFormat) {
  const source = await openRows({ file: 'given', path }, { wanted: columns }, format?.name);
  const batches: RawRows[] = [];
  for await (const batch of source.batches) batches.push(batch);
  return {
    source,
    fractions: batches.map(({ fraction }) => fraction),
    places: batches.flatMap(({ places }) => Array.from(places)),
    rows: batches.flatMap(({ cells }) => cells.map((row) => row.map((cell) => nameIn(cell)))),
  };
}

/** The contract of src/data/formats/format.ts, for any table format. */
export function describeTableFormat(name: string, format: TableFormat, files: FormatFiles): void {
  const folder = mkdtempSync(join(tmpdir(), 'hpsearch-format-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = (content: Buffer, fileName = files.fileName) => {
    const path = join(folder, fileName);
    writeFileSync(path, content);
    return path;
  };
  const named = (rows: typeof things) => rows.map((row) => row.map((cell) => nameIn(cell)));

  describe(`a ${name} file`, () => {
    it('is catalogued under its own name', () => {
      expect(format.name).toBe(name);
    });

    it('gives its columns, and its cells in their order', async () => {
      const { source, rows, places, fractions } = await readAll(file(files.things));
      expect(source).toMatchObject({ file: 'given', names: columns, hasNames: true });
      expect(rows).toEqual(named(things));
      expect(places).toEqual(places.toSorted((one, other) => one - other));
      expect(places).toHaveLength(things.length);
      expect(fractions).toEqual(fractions.toSorted((one, other) => one - other));
      expect(fractions.at(-1)).toBe(1);
    });

    it('gives the same each time, and by the name of its format alone', async () => {
      const first = await readAll(file(files.things));
      const { rows, places } = await readAll(file(files.things, 'anything.dat'), format);
      expect({ rows, places }).toEqual({ rows: first.rows, places: first.places });
    });

    it.runIf(format.isText)('is the same packed with gzip, in one part or in two', async () => {
      const { things: content } = files;
      const halves = [content.subarray(0, 50), content.subarray(50)].map((half) => gzipSync(half));
      for (const packed of [gzipSync(content), Buffer.concat(halves)]) {
        expect((await readAll(file(packed, `${files.fileName}.gz`))).rows).toEqual(named(things));
      }
      const cut = file(gzipSync(content).subarray(0, -12), `${files.fileName}.gz`);
      await expect(readAll(cut)).rejects.toThrow('given: must be whole: gzip cannot unpack it');
    });

    it.skipIf(format.isText)('is refused where gzip has packed it once more', async () => {
      const packed = file(gzipSync(files.things), `${files.fileName}.gz`);
      await expect(readAll(packed)).rejects.toThrow('given: must be unpacked');
    });

    it('is refused where it is empty', async () => {
      const message = 'given rows: must be there, but the file is empty';
      await expect(readAll(file(Buffer.alloc(0)))).rejects.toThrow(message);
    });

    it.skipIf(files.noRows === undefined)('may have columns and no rows', async () => {
      const { source, rows } = await readAll(file(files.noRows as Buffer));
      expect(source.names).toEqual(columns);
      expect(rows).toEqual([]);
    });

    it('may hold a cell of a million letters', async () => {
      expect((await readAll(file(files.huge))).rows).toEqual(named(hugeRows));
    });

    it.skipIf(files.long === undefined)('is cut nowhere, however long it is', async () => {
      const { content, rows: count } = files.long as NonNullable<FormatFiles['long']>;
      const { rows } = await readAll(file(content));
      expect(rows).toHaveLength(count);
      expect(rows.every((row, at) => `${row}` === `${named(things)[at % things.length]}`)).toBe(true);
    });

    it('is one fault with its place where it is broken, after the rows before', async () => {
      const { content, constraint, place } = files.broken;
      const source = await openRows({ file: 'given', path: file(content) }, { wanted: columns });
      let rows = 0;
      const reading = (async () => {
        for await (const { cells } of source.batches) rows += cells.length;
      })();
      const error = await reading.catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(FaultsError);
      const { faults } = error as FaultsError;
      expect(faults).toMatchObject([{ file: 'given', ...place }]);
      expect(faults[0]?.constraint).toMatch(constraint);
      expect(rows).toBe(2);
    });

    it('is refused as a file of another kind', async () => {
      const archive = Buffer.from('PK\x03\x04 an archive, or a spreadsheet\n');
      await expect(readAll(file(archive), format)).rejects.toThrow('given: must be a');
    });
  });
}
