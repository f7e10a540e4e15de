import { splitNames } from '../data/dataset.ts';
import type { SourceRows } from '../data/load-dataset.ts';
import { nameOfRow, type RawImages, type RawTarget } from '../data/raw-data.ts';
import type { ImagesReport, SheetImage } from '../reports/data-report.ts';
import { shownRow } from '../reports/number-text.ts';
import { randomFor } from '../statistics/random.ts';
import { splitOfRows } from './split-of-rows.ts';

const mostSheets = 20;
const imagesOfSheet = 12;
const brightest = 255;

/**
 * Twelve images of each of the first twenty classes, sampled with the class's own stream, so that they are always the
 * same.
 */
export function contactSheets(images: RawImages, source: SourceRows): ImagesReport['sheets'] {
  const { raw } = source;
  const splitOf = splitOfRows(source);
  const image = (index: number): SheetImage => {
    const row = raw.rowNumbers[index] as number;
    return {
      row: shownRow(row),
      caption: `${nameOfRow(raw, row)}, ${splitNames[splitOf[index] as number]}`,
      pixels: encodeImage(images, index),
    };
  };
  return groupsOf(raw.target, raw.rowNumbers.length)
    .slice(0, mostSheets)
    .map(({ title, members }) => {
      const drawn = randomFor('contact sheet', title).shuffle(members).slice(0, imagesOfSheet);
      return { title, images: Array.from(drawn.sort(), image) };
    });
}

function groupsOf(target: RawTarget, rows: number): { title: string; members: Int32Array }[] {
  const all = Int32Array.from({ length: rows }, (_, row) => row);
  if (target.kind === 'regression') return [{ title: 'examples', members: all }];
  return target.classes.map((title, label) => ({
    title,
    members: all.filter((row) => target.labels[row] === label),
  }));
}

/** An image as bytes from 0 to 255, row by row, in base64. */
export function encodeImage({ pixels, shape, maximum }: RawImages, index: number): string {
  const size = shape[0] * shape[1] * shape[2];
  const image = pixels.subarray(index * size, (index + 1) * size);
  return Buffer.from(image.map((pixel) => Math.round((pixel * brightest) / maximum))).toString('base64');
}
