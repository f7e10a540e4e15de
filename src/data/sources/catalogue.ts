import type { Source } from '../../study/study-spec.ts';
import { readCsv } from './csv.ts';
import { readDigits } from './digits.ts';
import { readImages } from './images.ts';
import { readIris } from './iris.ts';
import { readMnist } from './mnist.ts';
import { readPenguins } from './penguins.ts';
import type { SourceReader } from './source.ts';

/** Every data source by the name that a space file gives it. */
export const sourceReaders: Readonly<Record<Source, SourceReader>> = {
  mnist: readMnist,
  digits: readDigits,
  iris: readIris,
  penguins: readPenguins,
  csv: readCsv,
  images: readImages,
};
