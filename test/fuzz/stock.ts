import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encode } from 'fast-png';
import type { CommandServer } from './command-server.ts';
import { root } from './root.ts';

/** A study of a table: small nets, trained in a second. */
const tableSpace = {
  name: 'penguins',
  data: { source: 'csv', path: 'penguins.csv', target: 'species' },
  model: { type: 'mlp' },
  space: {
    learningRate: { type: 'logUniform', min: 1e-3, max: 1e-1 },
    units: { type: 'logInt', min: 2, max: 8 },
    dropout: { type: 'uniform', min: 0, max: 0.3 },
    optimizer: { type: 'choice', values: ['adam', 'sgd'] },
    momentum: { type: 'uniform', min: 0, max: 0.9, when: { optimizer: 'sgd' } },
  },
  training: { maxEpochs: 3, backend: 'wasm' },
  search: { trials: 3 },
};

const imageSpace = {
  name: 'squares',
  data: { source: 'images', path: 'squares' },
  model: { type: 'mlp' },
  space: { units: { type: 'int', min: 2, max: 4 } },
  training: { maxEpochs: 1, backend: 'wasm' },
  search: { trials: 1 },
};

export type StockPart = 'table' | 'images';

/** Studies and exports that hpsearch itself made, which cases copy and damage. Each part is made when first asked for. */
export class Stock {
  readonly #server: CommandServer;
  readonly #home = mkdtempSync(join(tmpdir(), 'hpsearch-fuzz-stock-'));
  readonly #parts = new Map<StockPart, Promise<string>>();

  constructor(server: CommandServer) {
    this.#server = server;
  }

  /** The folder that holds a stock file: of the image study those whose name says so, of the table study all others. */
  folder(file: string): Promise<string> {
    const part: StockPart = file.startsWith('squares') ? 'images' : 'table';
    const made = this.#parts.get(part) ?? (part === 'table' ? this.#makeTable() : this.#makeImages());
    this.#parts.set(part, made);
    return made;
  }

  async bytes(file: string): Promise<Buffer> {
    return readFileSync(join(await this.folder(file), file));
  }

  remove(): void {
    rmSync(this.#home, { recursive: true, force: true });
    this.#server.close();
  }

  async #makeTable(): Promise<string> {
    const folder = join(this.#home, 'table');
    mkdirSync(folder);
    const rows = readFileSync(join(root, 'datasets/penguins.csv'), 'utf8').trimEnd().split('\n');
    const some = rows.filter((_, index) => index === 0 || index % 5 === 1);
    writeFileSync(join(folder, 'penguins.csv'), `${some.join('\n')}\n`);
    writeFileSync(join(folder, 'space.json'), JSON.stringify(tableSpace, null, 2));
    await this.#carryOut(folder, [
      ['start', 'space.json', '--no-check', '--quiet', '--workers', '2'],
      ['ensemble', '--k', '2', '--name', 'pair'],
      ['export', '--to', 'model'],
      ['export', '--format', 'json', '--weights', '--to', 'study.json'],
      ['export', '--format', 'csv', '--to', 'trials.csv'],
      ['export', '--format', 'optuna', '--to', 'optuna.db'],
    ]);
    return folder;
  }

  async #makeImages(): Promise<string> {
    const folder = join(this.#home, 'images');
    for (const [index, name] of ['black', 'white'].entries()) {
      mkdirSync(join(folder, 'squares', name), { recursive: true });
      for (let number = 0; number < 6; number++) {
        const data = Uint8Array.from(
          { length: 4 * 4 },
          (_, at) => index * 150 + ((number * 17 + at * 7) % 90),
        );
        writeFileSync(
          join(folder, 'squares', name, `${number}.png`),
          encode({ width: 4, height: 4, data, channels: 1 }),
        );
      }
    }
    writeFileSync(join(folder, 'squares.json'), JSON.stringify(imageSpace, null, 2));
    await this.#carryOut(folder, [['start', 'squares.json', '--no-check', '--quiet', '--db', 'squares.db']]);
    return folder;
  }

  async #carryOut(folder: string, commands: readonly string[][]): Promise<void> {
    for (const args of commands) {
      const { code, stderr, breaches } = await this.#server.run(args, folder);
      if (code !== 0)
        throw new Error(`the stock could not be made: hpsearch ${args.join(' ')}: ${stderr}${breaches}`);
    }
  }
}
