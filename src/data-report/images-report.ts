import type { SourceRows } from '../data/load-dataset.ts';
import type { RawData, RawImages } from '../data/raw-data.ts';
import type { DataFinding, Histogram, ImagesReport } from '../reports/data-report.ts';
import { counted } from '../reports/figure.ts';
import { listRows } from '../reports/number-text.ts';
import type { DriftTest } from './columns/drift.ts';
import { contactSheets } from './contact-sheets.ts';
import { imageDrift } from './image-drift.ts';

const mostBars = 40;
const barsOfMany = 32;
const listedRows = 20;

export interface ImagesLook {
  readonly report: ImagesReport;
  readonly findings: readonly DataFinding[];
  readonly drift: readonly DriftTest[];
}

/** Statistics of all pixels, some images of each class, and findings about images. */
export function lookAtImages(images: RawImages, source: SourceRows): ImagesLook {
  const { shape, maximum } = images;
  return {
    report: { shape, maximum, pixels: summarizePixels(images), sheets: contactSheets(images, source) },
    findings: findBlankImages(images, source.raw),
    drift: imageDrift(images, source),
  };
}

function summarizePixels({ pixels, maximum }: RawImages): ImagesReport['pixels'] {
  const counts = new Array<number>(maximum + 1).fill(0);
  for (const pixel of pixels) counts[pixel] = (counts[pixel] as number) + 1;
  const mean = counts.reduce((sum, count, value) => sum + count * value, 0) / pixels.length;
  const squares = counts.reduce((sum, count, value) => sum + count * (value - mean) ** 2, 0);
  return { mean, std: Math.sqrt(squares / pixels.length), histogram: barsOf(counts) };
}

/** One bar per value, or per range of values, so that 32 bars suffice. */
function barsOf(counts: readonly number[]): Histogram {
  const width = counts.length <= mostBars ? 1 : Math.ceil(counts.length / barsOfMany);
  const bars = Math.ceil(counts.length / width);
  return {
    edges: Array.from({ length: bars + 1 }, (_, bar) => bar * width - 0.5),
    counts: Array.from({ length: bars }, (_, bar) =>
      counts.slice(bar * width, (bar + 1) * width).reduce((sum, count) => sum + count, 0),
    ),
  };
}

function findBlankImages({ pixels, shape }: RawImages, { rowNumbers, fileNames }: RawData): DataFinding[] {
  const size = shape[0] * shape[1] * shape[2];
  const isBlank = (image: number) => {
    const first = pixels[image * size];
    for (let at = image * size; at < (image + 1) * size; at++) if (pixels[at] !== first) return false;
    return true;
  };
  const blank = [...rowNumbers.keys()].filter(isBlank).map((image) => rowNumbers[image] as number);
  if (blank.length === 0) return [];
  const which = fileNames === undefined ? ` (${listRows(blank)})` : '';
  return [
    {
      severity: 'warn',
      kind: 'blank-images',
      message: `${counted(blank.length, 'image')} of a single colour${which}`,
      advice: 'look at these files: they hold nothing to learn from, and are mostly broken',
      columns: [],
      rows: blank.slice(0, listedRows),
      count: blank.length,
    },
  ];
}
