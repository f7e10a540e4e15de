import { nameOfRow, type RawData, type RawImages } from '../../data/raw-data.ts';
import type { RowColumn } from './row-column.ts';

/**
 * The file and the class of each image in a folder, and what images can be sorted by: the mean pixel, the distance to the mean image
 * of its class (root mean square, in pixel values), and the size of the file's picture where images were resized.
 */
export function imageColumns(images: RawImages, raw: RawData): RowColumn[] {
  const { target, targetColumn, rowNumbers, fileNames, pictureSizes } = raw;
  const brightness = brightnessOf(images);
  const labels = target.kind === 'classification' ? target.labels : new Int32Array(rowNumbers.length);
  const distances = distancesToMeans(images, labels);
  const sizeAt = (index: number, side: number) => pictureSizes?.[2 * (rowNumbers[index] as number) + side];
  const isListed = targetColumn !== undefined;
  return [
    ...(fileNames === undefined || isListed
      ? []
      : [
          {
            name: 'file',
            kind: 'text' as const,
            valueAt: (index: number) => nameOfRow(raw, rowNumbers[index] as number),
          },
        ]),
    ...(isListed || target.kind === 'regression'
      ? []
      : [
          {
            name: 'class',
            kind: 'text' as const,
            valueAt: (index: number) => target.classes[target.labels[index] as number],
          },
        ]),
    { name: 'brightness', kind: 'number', valueAt: (index) => brightness[index] },
    { name: 'distance', kind: 'number', valueAt: (index) => distances[index] },
    ...(pictureSizes === undefined
      ? []
      : ['height', 'width'].map((name, side) => ({
          name,
          kind: 'number' as const,
          valueAt: (index: number) => sizeAt(index, side),
        }))),
  ];
}

/** The mean pixel value of each image. */
export function brightnessOf({ pixels, shape }: RawImages): Float64Array {
  const size = shape[0] * shape[1] * shape[2];
  const brightness = new Float64Array(pixels.length / size);
  for (let image = 0; image < brightness.length; image++) {
    let sum = 0;
    for (let at = image * size; at < (image + 1) * size; at++) sum += pixels[at] as number;
    brightness[image] = sum / size;
  }
  return brightness;
}

/** The root mean square difference between each image and the mean of its class. `labels` has one per image. */
function distancesToMeans({ pixels, shape }: RawImages, labels: Int32Array): Float64Array {
  const size = shape[0] * shape[1] * shape[2];
  const classes = labels.reduce((most, label) => Math.max(most, label), 0) + 1;
  const [means, counts] = [new Float64Array(classes * size), new Float64Array(classes)];
  labels.forEach((label, image) => {
    counts[label] = (counts[label] as number) + 1;
    for (let at = 0; at < size; at++) {
      means[label * size + at] = (means[label * size + at] as number) + (pixels[image * size + at] as number);
    }
  });
  return Float64Array.from(labels, (label, image) => {
    let squares = 0;
    for (let at = 0; at < size; at++) {
      const mean = (means[label * size + at] as number) / (counts[label] as number);
      squares += ((pixels[image * size + at] as number) - mean) ** 2;
    }
    return Math.sqrt(squares / size);
  });
}
