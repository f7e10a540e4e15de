// Searches for a net that finds the centre of a disc in images which a table lists, and the best size of the images.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { choice, logUniform, openModel, search } from 'hpsearch';

const db = process.argv[2] ?? './examples.db';
const folder = mkdtempSync(join(tmpdir(), 'discs-'));
const side = 16;

/** A grey BMP of 24 bits a pixel, with a bright disc around a point. */
function disc(x, y) {
  const bmp = Buffer.alloc(54 + 3 * side * side, 40);
  bmp.fill(0, 0, 54).write('BM', 'latin1');
  bmp.writeUInt32LE(54, 10);
  bmp.writeUInt32LE(40, 14);
  // A negative height: the first row is the one at the top.
  for (const [at, value] of [
    [18, side],
    [22, -side],
  ])
    bmp.writeInt32LE(value, at);
  bmp.writeUInt16LE(24, 28);
  for (let pixel = 0; pixel < side * side; pixel++) {
    const isNear = Math.hypot((pixel % side) - x, Math.floor(pixel / side) - y) < 3;
    if (isNear) bmp.fill(220, 54 + 3 * pixel, 57 + 3 * pixel);
  }
  return bmp;
}

mkdirSync(join(folder, 'photos'));
const rows = Array.from({ length: 240 }, (_, at) => {
  const [x, y] = [3 + ((at * 7) % 100) / 10, 3 + ((at * 13) % 97) / 10];
  writeFileSync(join(folder, 'photos', `${at}.bmp`), disc(x, y));
  return `${at}.bmp,${x},${y}`;
});
writeFileSync(join(folder, 'discs.csv'), ['file,x,y', ...rows].join('\n'));

const { study, best } = await search({
  name: 'discs',
  db,
  data: {
    source: 'images',
    path: join(folder, 'discs.csv'),
    ...{ image: 'file', root: 'photos', target: ['x', 'y'], channels: 1, size: [side, side] },
    split: { validation: 0.2, test: 0.2 },
  },
  model: { type: 'cnn' },
  space: {
    'data.size': choice([8, 16]),
    learningRate: logUniform(3e-3, 1e-2),
    blocks: 1,
    filters: 8,
    units: 32,
  },
  training: { maxEpochs: 12, backend: 'wasm' },
  trials: 4,
});
console.log(`best: images of ${best.config['data.size']} pixels, loss ${best.value}`);

// Images in memory are predicted as files are.
const served = await openModel({ db, study });
const [{ prediction }] = await served.predict([readFileSync(join(folder, 'photos', '5.bmp'))]);
await served.close();
rmSync(folder, { recursive: true });
console.log(
  `a disc drawn around 6.5, 9.5 is found at ${prediction.x.toFixed(1)}, ${prediction.y.toFixed(1)}`,
);
