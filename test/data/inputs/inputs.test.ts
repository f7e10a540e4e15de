import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { crc32, deflateSync, gzipSync } from 'node:zlib';
import { encode as encodePng } from 'fast-png';
import jpeg from 'jpeg-js';
import { afterAll, describe, expect, it } from 'vitest';
import { readPicture } from '../../../src/data/formats/pictures/decode-picture.ts';
import { inChannels, resized } from '../../../src/data/formats/pictures/picture.ts';
import { givenRows } from '../../../src/data/inputs/given-rows.ts';
import type { InputRequest } from '../../../src/data/inputs/inputs.ts';
import { openInputs } from '../../../src/data/inputs/open-inputs.ts';
import { tableInputs } from '../../../src/data/inputs/table-inputs.ts';
import type { Pipeline } from '../../../src/study/pipeline.ts';
import { withDeclaredSize } from '../../fuzz/fuzzers/declared-size.ts';
import { faultsOf } from '../data-spec.ts';

const folder = mkdtempSync(join(tmpdir(), 'hpsearch-inputs-'));
afterAll(() => rmSync(folder, { recursive: true }));

const things: Pipeline = {
  task: { kind: 'classification', classes: ['a', 'b'] },
  inputShape: [6],
  preprocessing: {
    kind: 'table',
    columns: [
      { kind: 'number', name: 'length', fill: 4.5, shift: 2.5, scale: 2 },
      { kind: 'number', name: 'count', fill: 3, shift: 0, scale: 1 },
      { kind: 'category', name: 'color', values: ['blue', 'red'] },
      { kind: 'category', name: 'isOld', values: ['false', 'true'] },
    ],
  },
  target: 'kind',
};

/** By hand: (length − 2.5) / 2, count, blue, red, false, true. */
const encoded = [
  [-0.5, 1, 0, 1, 0, 1],
  [-0.125, 2, 1, 0, 1, 0],
  [1, 3, 0, 0, 0, 1],
  [0.75, 3, 0, 0, 1, 0],
  [1.5, 5, 0, 1, 0, 1],
  [1.75, 6, 0, 0, 1, 0],
  [2.375, 7, 1, 0, 0, 1],
];

const cells = [
  [1.5, 1, 'red', true, 'a'],
  [2.25, 2, 'blue', false, 'b'],
  [null, 3, null, true, 'a'],
  [4, null, 'green', false, 'b'],
  [5.5, 5, 'red', true, 'a'],
  [6, 6, 'violet', false, 'b'],
  [7.25, 7, 'blue', true, 'a'],
];
const names = ['length', 'count', 'color', 'isOld', 'kind'];

function file(name: string, text: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, text, 'latin1');
  return path;
}

async function all(path: string, request: InputRequest) {
  const inputs = await openInputs(path, request);
  const x: number[] = [];
  const y: number[] = [];
  for await (const batch of inputs.batches) {
    x.push(...batch.x);
    y.push(...(batch.y ?? []));
  }
  return { ...inputs, x, y };
}

const line = (row: readonly unknown[]) => row.map((cell) => cell ?? '').join(';');

describe('rows of a table', () => {
  it.each([
    ['a CSV file', () => file('things.csv', [names, ...cells].map(line).join('\r\n'))],
    [
      'a CSV file with columns in another order',
      () => file('other.csv', [names, ...cells].map((row) => line(['x', ...row.toReversed()])).join('\n')),
    ],
    [
      'JSON lines',
      () =>
        file(
          'things.jsonl',
          cells
            .map((row) => JSON.stringify(Object.fromEntries(row.map((cell, at) => [names[at], cell]))))
            .join('\n\n'),
        ),
    ],
    [
      'JSON lines that leave missing cells out',
      () =>
        file(
          'sparse.ndjson',
          cells
            .map((row) =>
              JSON.stringify(
                Object.fromEntries(row.flatMap((cell, at) => (cell === null ? [] : [[names[at], cell]]))),
              ),
            )
            .join('\n'),
        ),
    ],
    [
      'a JSON array',
      () =>
        file(
          'things.json',
          JSON.stringify(
            cells.map((row) => Object.fromEntries(row.map((cell, at) => [names[at], cell]))),
            undefined,
            2,
          ),
        ),
    ],
    [
      'TSV',
      () => file('things.tsv', [names, ...cells].map((row) => line(row).replaceAll(';', '\t')).join('\n')),
    ],
    [
      'a packed CSV file',
      () => {
        const path = join(folder, 'things.csv.gz');
        writeFileSync(path, gzipSync([names, ...cells].map(line).join('\n')));
        return path;
      },
    ],
    [
      'Parquet, in three row groups',
      () => fileURLToPath(new URL('../../fixtures/serving/things.parquet', import.meta.url)),
    ],
  ])('are encoded from %s as training encodes them', async (_, path) => {
    const { x, y, novelty } = await all(path(), { pipeline: things, target: 'kind' });
    expect(x).toEqual(encoded.flat());
    expect(y).toEqual([0, 1, 0, 1, 0, 1, 0]);
    expect(novelty?.().unknownCategories).toEqual({ color: 2 });
  });

  it('find the truth values of JSON lines among those that training knew as True and False', async () => {
    const pipeline: Pipeline = {
      ...things,
      task: { kind: 'classification', classes: ['False', 'True'] },
      inputShape: [2],
      preprocessing: {
        kind: 'table',
        columns: [{ kind: 'category', name: 'isOld', values: ['False', 'True'] }],
      },
    };
    const path = file('python.jsonl', '{"isOld": true, "kind": false}\n{"isOld": false, "kind": true}');
    const { x, y, novelty } = await all(path, { pipeline, target: 'kind' });
    expect(x).toEqual([0, 1, 1, 0]);
    expect(y).toEqual([0, 1]);
    expect(novelty?.().unknownCategories).toEqual({});
  });

  it('keep the digits of labels beyond 2^53, and refuse numbers that have lost theirs', async () => {
    const classes = ['9007199254740992', '9007199254740993'];
    const pipeline: Pipeline = { ...things, task: { kind: 'classification', classes } };
    const request = { pipeline, target: 'kind' };
    const [first] = cells as [unknown[]];
    const rows = classes.map((label) => line([...first.slice(0, 4), label]));
    const { y } = await all(file('digits.csv', [line(names), ...rows].join('\n')), request);
    expect(y).toEqual([0, 1]);
    const json = '{"length": 1, "count": 1, "color": "red", "isOld": true, "kind": 9007199254740993}';
    expect((await all(file('digits.jsonl', json), request)).y).toEqual([1]);
    const rounded = tableInputs(givenRows([JSON.parse(json)]), request).batches[Symbol.asyncIterator]();
    await expect(rounded.next()).rejects.toThrow(
      'kind: must be a string: as a number it is beyond 2^53, and its last digits are lost',
    );
  });

  it('are refused where all weights are 0', async () => {
    const weighted: Pipeline = { ...things, weight: { name: 'w', form: { type: 'number' } } };
    const [first] = cells as [unknown[]];
    const text = (...weights: number[]) =>
      [line([...names, 'w']), ...weights.map((weight) => line([...first, weight]))].join('\n');
    const read = (name: string, ...weights: number[]) =>
      all(file(name, text(...weights)), { pipeline: weighted, target: 'kind' });
    expect((await read('some.csv', 0, 2)).y).toHaveLength(2);
    await expect(read('none.csv', 0, 0)).rejects.toThrow('w: must be above 0 in some row, as a weight');
  });

  it('come from a file without a header by the places of their columns', async () => {
    const columns = [{ kind: 'number', name: 'column2', fill: 0, shift: 0, scale: 1 }] as const;
    const pipeline = { ...things, inputShape: [1], preprocessing: { kind: 'table', columns } } as const;
    const { x } = await all(file('plain.csv', '1,2\n3,4\n'), { pipeline });
    expect(x).toEqual([2, 4]);
  });

  it('are batches of one file, however long it is', async () => {
    const rows = Array.from({ length: 5000 }, (_, row) => `${row},${row % 7},red,true`);
    const { x } = await all(file('long.csv', ['length,count,color,isOld', ...rows].join('\n')), {
      pipeline: things,
    });
    expect(x).toHaveLength(30_000);
    expect(x.filter((_, at) => at % 6 === 1)).toEqual(rows.map((_, row) => row % 7));
  });

  it.each([
    [
      'missing columns, all of them',
      'a.csv',
      'lenght,color\n1,red\n',
      [
        "a.csv length: must be a column of the file, as in training (did you mean 'lenght'?)",
        'a.csv count: must be a column of the file, as in training (the columns are lenght, color)',
        'a.csv isOld: must be a column',
      ],
    ],
    [
      'text and infinities in a column of numbers',
      'b.csv',
      'length,count,color,isOld\n1,2,red,true\nlong,3,red,true\n1,inf,red,true\n',
      [
        'b.csv:3:1 length: must be a number, as in training, got "long"',
        'b.csv:4:2 count: must be a number, as in training, got "inf"',
      ],
    ],
    [
      'many such cells, once a column',
      'm.csv',
      `length,count,color,isOld\n${'long,2,red,true\n'.repeat(9)}`,
      ['m.csv:2:1 length: must be a number, as in training, got "long" (also in lines 3, 4, 5 and 5 more)'],
    ],
    [
      'what is packed and cut off',
      'k.csv',
      '\x1f\x8b',
      ['k.csv: must be whole: gzip cannot unpack it (unexpected end of file)'],
    ],
    [
      'what is not text',
      'l.csv',
      'a,b\n\0',
      ['l.csv: must be a CSV, JSON, JSON lines, Parquet or TSV file: it is not text'],
    ],
    [
      'an array among JSON lines',
      'n.jsonl',
      '[{"length":1}]',
      ['n.jsonl:1 row: must be a JSON object on one line'],
    ],
    [
      'a row of another length',
      'c.csv',
      'length,count,color,isOld\n1,2,red,true,5\n',
      ['c.csv:2 row: must have 4 cells, got 5'],
    ],
    [
      'a column twice',
      'twice.csv',
      'length,count,color,isOld,count\n1,2,red,true,3',
      ['twice.csv count: must be one column of the file, and is the name of several'],
    ],
    [
      'a line that is no JSON',
      'd.jsonl',
      '{"length":1,"count":1,"color":"red","isOld":true}\n[1]\n',
      ['d.jsonl:2 row: must be a JSON object on one line: it is no object, got "[1]"'],
    ],
    [
      'a number in place of a list',
      'e.jsonl',
      '{"length":[1],"count":1,"color":"red","isOld":true}\n',
      ['e.jsonl:1:1 length: must be a number, as in training, got [1]'],
    ],
    [
      'a quotation without end',
      'f.csv',
      'length,count,color,isOld\n1,2,"red,true\n',
      ['f.csv:2 row: opens a quotation that is never closed'],
    ],
    ['an empty file', 'g.csv', '', ['g.csv rows: must be there, but the file is empty']],
    ['a header alone', 'h.csv', 'length,count,color,isOld\n', ['h.csv rows: must follow the header']],
    ['no Parquet', 'i.parquet', 'PAR0', ['i.parquet: must be a Parquet file: ']],
    ['an image', 'j.png', '', ['j.png: must be a CSV, JSON, JSON lines, Parquet or TSV file']],
  ])('are refused with their places: %s', async (_, name, text, messages) => {
    const path = file(name, text);
    const reading = all(path, { pipeline: things });
    for (const message of messages) await expect(reading).rejects.toThrow(message);
  });

  it('are refused where a Parquet file is cut, or broken inside', async () => {
    const whole = readFileSync(
      fileURLToPath(new URL('../../fixtures/serving/things.parquet', import.meta.url)),
    );
    const [cut, broken] = [join(folder, 'cut.parquet'), join(folder, 'broken.parquet')];
    writeFileSync(cut, whole.subarray(0, whole.length / 2));
    writeFileSync(broken, Buffer.concat([Buffer.from('PAR1'), whole.subarray(4).fill(0xff, 0, 600)]));
    await expect(all(cut, { pipeline: things })).rejects.toThrow('cut.parquet: must be a Parquet file: ');
    await expect(all(broken, { pipeline: things })).rejects.toThrow(
      /broken.parquet: must be whole: column \w+ of rows 1 to \d is broken: /,
    );
  });

  it('name a class that training did not know', async () => {
    const path = file('labels.csv', 'length,count,color,isOld,kind\n1,2,red,true,c\n');
    const reading = all(path, { pipeline: things, target: 'kind' });
    await expect(reading).rejects.toThrow('labels.csv:2:5 kind: must be one of the classes a, b, got "c"');
  });

  it('name a file that is not there, and one like it', async () => {
    file('known.csv', '');
    const opening = openInputs(join(folder, 'knwon.csv'), { pipeline: things });
    await expect(opening).rejects.toThrow("did you mean 'known.csv'?");
  });
});

const grey: Pipeline = {
  task: { kind: 'classification', classes: ['dark', 'light'] },
  inputShape: [2, 3, 1],
  preprocessing: { kind: 'image', divisor: 16 },
  pixelMaximum: 16,
};

function png(name: string, channels: number, data: number[], [width, height] = [3, 2]): string {
  const path = join(folder, name);
  writeFileSync(path, encodePng({ width, height, channels, data: Uint8Array.from(data) }));
  return path;
}

/** A PNG from its chunks (RFC 2083), for what no encoder here writes; each line of the image in whole bytes. */
function rawPng(
  head: { width: number; height: number; depth: number; colorType: number },
  bytes: readonly number[],
  palette: readonly number[] = [],
): Buffer {
  const chunk = (type: string, data: Uint8Array) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    check.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, check]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(head.width, 0);
  header.writeUInt32BE(head.height, 4);
  header.set([head.depth, head.colorType, 0, 0, 0], 8);
  const line = bytes.length / head.height;
  const lines = Array.from({ length: head.height }, (_, at) => [
    0,
    ...bytes.slice(at * line, (at + 1) * line),
  ]);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    ...(palette.length > 0 ? [chunk('PLTE', Uint8Array.from(palette))] : []),
    chunk('IDAT', deflateSync(Uint8Array.from(lines.flat()))),
    chunk('IEND', new Uint8Array()),
  ]);
}

describe('images', () => {
  it('become numbers of the range that training had', async () => {
    const { x } = await all(png('one.png', 1, [0, 51, 102, 153, 204, 255]), { pipeline: grey });
    expect(x.map((value) => Math.round(value * 1e6) / 1e6)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
  });

  it('of colour become grey, and grey ones coloured, without their alpha', async () => {
    const one = await readPicture(
      png('rgba.png', 4, [255, 0, 0, 9, 0, 255, 0, 9, 0, 0, 255, 9, ...new Array(12).fill(255)]),
    );
    const rounded = (values: Float32Array) => [...values].map((value) => Math.round(value * 1000) / 1000);
    expect(rounded(inChannels(one, 1).pixels)).toEqual([76.245, 149.685, 29.07, 255, 255, 255]);
    expect(inChannels(one, 3).pixels.slice(0, 6)).toEqual(Float32Array.of(255, 0, 0, 0, 255, 0));
    const two = await readPicture(png('grey.png', 1, [1, 2, 3, 4, 5, 6]));
    expect(inChannels(two, 3).pixels.slice(0, 6)).toEqual(Float32Array.of(1, 1, 1, 2, 2, 2));
  });

  it('may be JPEG files, whatever their name', async () => {
    const path = join(folder, 'photo.png');
    const data = Buffer.alloc(8 * 8 * 4, 200);
    writeFileSync(path, jpeg.encode({ width: 8, height: 8, data }, 95).data);
    const { pixels, channels } = await readPicture(path);
    expect([channels, pixels.length]).toEqual([3, 192]);
    expect(pixels.every((pixel) => Math.abs(pixel - 200) <= 2)).toBe(true);
  });

  it('may have 16 bits a pixel, or one, or colours by number', async () => {
    const path = join(folder, 'deep.png');
    const data = Uint16Array.of(0, 257, 65_535, 514);
    writeFileSync(path, encodePng({ width: 2, height: 2, channels: 1, depth: 16, data }));
    expect([...(await readPicture(path)).pixels]).toEqual([0, 1, 255, 2]);

    const flat = rawPng(
      { width: 10, height: 2, depth: 1, colorType: 0 },
      [0b10100000, 0b01000000, 0b00000000, 0b11000000],
    );
    writeFileSync(path, flat);
    const { pixels, channels } = await readPicture(path);
    expect(channels).toBe(1);
    expect([...pixels].map((pixel) => pixel / 255)).toEqual([
      1, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1,
    ]);

    const palette = [10, 20, 30, 40, 50, 60];
    writeFileSync(path, rawPng({ width: 4, height: 1, depth: 2, colorType: 3 }, [0b00010001], palette));
    const colored = await readPicture(path);
    expect([...colored.pixels]).toEqual([10, 20, 30, 40, 50, 60, 10, 20, 30, 40, 50, 60]);
  });

  it('of another size are refused, or resized when that is asked for', async () => {
    const path = png('large.png', 1, new Array(4 * 6).fill(255), [6, 4]);
    const constraint =
      'large.png size: must be an image of 2 × 3, got "4 × 6" (resize: true brings images to that size)';
    await expect(all(path, { pipeline: grey })).rejects.toThrow(constraint);
    expect((await all(path, { pipeline: grey, resizes: true })).x).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it('of a folder come by name, with their folders as classes', async () => {
    for (const kind of ['light', 'dark']) mkdirSync(join(folder, 'many', kind), { recursive: true });
    png('many/light/a.png', 1, new Array(6).fill(255));
    png('many/dark/b.png', 1, new Array(6).fill(0));
    const { x, y } = await all(join(folder, 'many'), { pipeline: grey, target: 'folder' });
    expect(y).toEqual([0, 1]);
    expect(x).toEqual([...new Array(6).fill(0), ...new Array(6).fill(1)]);
  });

  it('of a folder that are none are all named, however many there are', async () => {
    const mixed = join(folder, 'mixed');
    mkdirSync(mixed);
    for (let at = 100; at < 400; at++) png(`mixed/${at}.png`, 1, new Array(6).fill(0));
    file('mixed/100.png', 'no image');
    file('mixed/150.png', '');
    png('mixed/399.png', 1, new Array(4 * 6).fill(255), [6, 4]);
    const [first, second, third, ...others] = await faultsOf(all(mixed, { pipeline: grey }));
    expect(first).toContain('100.png: must be a PNG, JPEG or BMP image');
    expect(second).toContain('150.png: must be');
    expect(third).toContain('399.png size: must be an image of 2 × 3');
    expect(others).toEqual([]);
  });

  it.each([
    ['that are none', () => file('broken.png', 'no image'), 'broken.png: must be a PNG, JPEG or BMP image'],
    [
      'that declare more pixels than memory holds',
      () => {
        const path = png('endless.png', 1, new Array(6).fill(0));
        writeFileSync(path, withDeclaredSize(readFileSync(path), 2 ** 31 - 1, 1));
        return path;
      },
      'endless.png: must be a PNG, JPEG or BMP image: it declares 1 × 2147483647 pixels, more than 100000000',
    ],
    ...[
      ['JPEG', () => jpeg.encode({ width: 2, height: 2, data: Buffer.alloc(16, 99) }).data] as const,
      ['PNG', () => readFileSync(png('small.png', 1, new Array(6).fill(0)))] as const,
    ].map(([format, bytes]): [string, () => string, string] => [
      `that are a ${format} of few bytes and declare millions of pixels`,
      () => file(`declares.${format.toLowerCase()}`, withDeclaredSize(bytes(), 65_535, 1000)),
      'it declares 1000 × 65535 pixels, more than its ',
    ]),
    ['that are a table', () => file('rows.csv', 'a\n1'), 'the model takes images of 2 × 3 × 1'],
  ])('%s are refused', async (_, path, message) => {
    await expect(all(path(), { pipeline: grey })).rejects.toThrow(message);
  });
});

describe('a resized picture', () => {
  const ramp = {
    height: 8,
    width: 8,
    channels: 1,
    pixels: Float32Array.from({ length: 64 }, (_, at) => at % 8),
  };

  it('of a ramp is a ramp, whether it grows or shrinks', () => {
    // Pixel j of n covers 8 / n pixels around (j + ½) × 8 / n − ½; the edges, which see past the picture, left aside.
    const shrunk = resized(ramp, 8, 4).pixels.slice(0, 4);
    expect(shrunk[1]).toBeCloseTo(2.5, 5);
    expect(shrunk[2]).toBeCloseTo(4.5, 5);
    const grown = resized(ramp, 8, 16).pixels.slice(0, 16);
    for (let at = 1; at < 15; at++) expect(grown[at]).toBeCloseTo((at + 0.5) / 2 - 0.5, 5);
  });

  it('turned on its side is the same, turned on its side', () => {
    const turned = { ...ramp, pixels: Float32Array.from({ length: 64 }, (_, at) => Math.floor(at / 8)) };
    const one = resized(ramp, 3, 5).pixels;
    const other = resized(turned, 5, 3).pixels;
    for (let row = 0; row < 3; row++)
      for (let column = 0; column < 5; column++)
        expect(other[column * 3 + row]).toBeCloseTo(one[row * 5 + column] as number, 5);
  });
});

it('reads new files with the layout that the study declared, and keeps rows without a value', async () => {
  const layout = { delimiter: ';', encoding: 'windows-1251', header: true, comment: '%' };
  const pipeline: Pipeline = { ...things, layout };
  const text = 'kind;length;count;color;isOld\n% a word\na;1,5;1;red;true\n;;;;\n'.replace('1,5', '1.5');
  const path = file('declared.csv', text);
  const { batches } = await openInputs(path, { pipeline });
  const x: number[] = [];
  for await (const batch of batches) x.push(...batch.x);
  expect(x).toEqual([-0.5, 1, 0, 1, 0, 1, 1, 3, 0, 0, 0, 0]);
});

it('takes no header where the columns were numbered', async () => {
  const columns = [{ kind: 'number', name: 'column1', fill: 4, shift: 0, scale: 1 }] as const;
  const pipeline: Pipeline = { ...things, inputShape: [1], preprocessing: { kind: 'table', columns } };
  const { batches } = await openInputs(file('numbered.csv', 'NA,red\n5,blue\n'), { pipeline });
  const x: number[] = [];
  for await (const batch of batches) x.push(...batch.x);
  expect(x).toEqual([4, 5]);
});

describe('rows without a target', () => {
  const few = (kinds: readonly string[]) => {
    const rows = kinds.map((kind, row) => `${row + 1.5},2,red,true,${kind}`);
    return openInputs(file('few.csv', ['length,count,color,isOld,kind', ...rows].join('\n')), {
      pipeline: things,
      target: 'kind',
    });
  };

  it('are left out and counted, and the others keep their inputs', async () => {
    const inputs = await few(['b', '', 'a', 'NA', 'b']);
    const [x, y]: [number[], number[]] = [[], []];
    for await (const batch of inputs.batches) {
      x.push(...batch.x);
      y.push(...(batch.y ?? []));
    }
    expect(y).toEqual([1, 0, 1]);
    expect(x.filter((_, at) => at % 6 === 0)).toEqual([-0.5, 0.5, 1.5]);
    expect(inputs.labelled?.leftOut).toBe(2);
  });

  it('are a fault when there are no others', async () => {
    const { batches } = await few(['', '']);
    const reading = batches[Symbol.asyncIterator]().next();
    await expect(reading).rejects.toThrow('few.csv kind: the target has no value in any row');
  });
});
