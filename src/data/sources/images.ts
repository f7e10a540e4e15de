import type { DataSpec } from '../../study/study-spec.ts';
import { splitNames } from '../dataset.ts';
import { FaultList } from '../fault-list.ts';
import type { RawData } from '../raw-data.ts';
import type { Reading } from '../source-problem.ts';
import { findPath, kindOfPath } from './find-path.ts';
import { type FiledImage, listImages } from './image-folder.ts';
import { refuseTableOptions } from './image-options.ts';
import { readPixels } from './image-pixels.ts';
import { readImageTable } from './image-table.ts';

/** The images of the user's folder, labelled by subfolder, or those that a table lists. */
export async function readImages(spec: DataSpec, directory: string, reading: Reading): Promise<RawData> {
  return (await isTable(spec, directory))
    ? readImageTable(spec, directory, reading)
    : readImageFolder(spec, directory, reading);
}

/** Only a table has a column of paths, is a file, or is one of several. */
async function isTable({ image, path }: DataSpec, directory: string): Promise<boolean> {
  if (image !== undefined || typeof path !== 'string') return true;
  return (await kindOfPath(path, directory)) === 'file';
}

/** Rows are ordered by file name. A tolerant reading skips images that cannot be used. */
async function readImageFolder(spec: DataSpec, directory: string, reading: Reading): Promise<RawData> {
  refuseTableOptions(spec);
  const place = await findPath(spec.path, directory, 'folder');
  const faults = new FaultList(place.file, reading.isTolerant);
  const listed = await listImages(place, faults, spec.folders);
  const files = listed.images.map(({ path, name }, row) => ({ path, name, row }));
  const {
    used: rowNumbers,
    inputs,
    pictureSizes,
    notes,
  } = await readPixels(files, spec, { faults, reading });
  const images = Array.from(rowNumbers, (row) => listed.images[row] as FiledImage);
  const classes = [...new Set(images.map(({ className }) => className))].sort();
  // A class whose images are all broken is no folder that is missing.
  if (listed.images.every(({ className }) => className === listed.images[0]?.className)) {
    faults.add({
      field: 'folders',
      constraint: 'must be two at least, one for each class',
      value: listed.images[0]?.className,
    });
  }
  if (classes.length < 2) faults.throwAll();
  faults.throwIfAny();
  return {
    file: place.file,
    inputs,
    target: {
      kind: 'classification',
      classes,
      labels: Int32Array.from(images, ({ className }) => classes.indexOf(className)),
    },
    rowNumbers,
    fileNames: files.map(({ name }) => name),
    ...(pictureSizes && { pictureSizes }),
    notes: [...listed.notes, ...notes],
    ...(images[0]?.split === undefined
      ? {}
      : { assigned: Uint8Array.from(images, ({ split = 'train' }) => splitNames.indexOf(split)) }),
    problems: faults.problems(),
  };
}
