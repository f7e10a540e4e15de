import { type Source, type TableFormatName, tableFormatNames } from '../../study/study-spec.ts';
import { readArrayFiles } from './array-files.ts';
import { readDigits } from './digits.ts';
import { readImages } from './images.ts';
import { readIris } from './iris.ts';
import { readMemory } from './memory.ts';
import { readMnist } from './mnist.ts';
import { readModule } from './module.ts';
import { readPenguins } from './penguins.ts';
import type { SourceReader } from './source.ts';
import { readSqlite } from './sqlite.ts';
import { readTableFile } from './table-file.ts';

const tableReaders = Object.fromEntries(tableFormatNames.map((name) => [name, readTableFile])) as Record<
  TableFormatName,
  SourceReader
>;

/** Every data source, by its name in a space file. */
export const sourceReaders: Readonly<Record<Source, SourceReader>> = {
  mnist: readMnist,
  digits: readDigits,
  iris: readIris,
  penguins: readPenguins,
  images: readImages,
  sqlite: readSqlite,
  memory: readMemory,
  module: readModule,
  npz: readArrayFiles,
  idx: readArrayFiles,
  ...tableReaders,
};
