import type { Split } from '../../data/dataset.ts';
import { nameOfRow } from '../../data/raw-data.ts';
import type { Exhibit } from '../../reports/check-report.ts';
import { randomFor } from '../../statistics/random.ts';
import type { Configuration } from '../../study/search-space.ts';
import { augmentedRows } from '../../training/probes/augmented-rows.ts';
import type { CheckContext } from '../check.ts';
import { pixelBytes } from '../model/inputs/decoded-examples.ts';
import { drawRows } from '../subset.ts';

/** Training images that are shown, and how often each is shown changed. */
const shown = { images: 8, changes: 3 } as const;

/** Training images, each followed by changes of it. */
export function augmentedPictures(context: CheckContext, augmentation: Configuration): Exhibit {
  const { dataset, seed, source } = context;
  const { task } = dataset;
  const images = drawRows(dataset.splits.train, shown.images, randomFor(seed, 'check', 'augmented'));
  const random = randomFor(seed, 'check', 'augment');
  const changes = Array.from({ length: shown.changes }, () =>
    augmentedRows(dataset, augmentation, images, random),
  );
  const toBytes = pixelBytes(context);
  const size = images.x.length / images.rows;
  return {
    kind: 'images',
    title: `Training images, each followed by ${shown.changes} changes of it`,
    shape: dataset.inputShape as unknown as [number, number, number],
    images: Array.from({ length: images.rows }, (_, index) => {
      const label = task.kind === 'classification' ? task.classes[images.y[index] as number] : '';
      const name = `${nameOfRow(source.raw, images.row[index] as number)}: ${label}`;
      const at = ({ x }: Split) => toBytes(x.subarray(index * size, (index + 1) * size));
      return [
        { caption: name, pixels: at(images) },
        ...changes.map((split) => ({ caption: 'changed', pixels: at(split) })),
      ];
    }).flat(),
  };
}
