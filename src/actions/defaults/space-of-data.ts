import { tableFormats } from '../../data/formats/catalogue.ts';
import type { SourceRows } from '../../data/load-dataset.ts';
import type { Reading } from '../../data/source-problem.ts';
import { findImageColumn } from '../../data/sources/find-image-column.ts';
import { sentenceColumns, tokenSpec, withTokens } from '../../data/table/sentence-columns.ts';
import { action, type Message, message } from '../../faults/message.ts';
import { trainedRows } from '../../search/decide-epochs.ts';
import { type GivenSpace, prepareSpec } from '../../search/prepare-spec.ts';
import type { ColumnSpec } from '../../study/column-spec.ts';
import type { Distribution } from '../../study/distribution.ts';
import type { DataSpec, Source } from '../../study/study-spec.ts';
import {
  type DefaultFamily,
  type DefaultSpace,
  defaultFamily,
  defaultSpace,
  shapeOf,
} from './default-space.ts';
import { seriesNote } from './found-series.ts';
import { type FoundSplit, readWithFoundSplit, type SplitSource } from './found-split.ts';
import { type FoundWindow, readWithFoundWindow } from './found-window.ts';
import {
  type DataRequest,
  type DataSection,
  dataOrSpace,
  type NamedData,
  namingOptions,
} from './named-data.ts';

/** The sections of a space file for data that have none. */
interface DefaultContent {
  readonly name: string;
  readonly data: DataSection & {
    readonly split?: FoundSplit;
    readonly window?: FoundWindow;
    /** For images of several sizes. */
    readonly size?: readonly [height: number, width: number];
    readonly columns?: Readonly<Record<string, ColumnSpec>>;
  };
  readonly model: { readonly type: DefaultFamily };
  readonly space: DefaultSpace;
}

/** A space in memory, and the rows that it was made for. */
export interface SpaceOfData extends GivenSpace {
  readonly content: DefaultContent;
  readonly source: SourceRows;
  /** The decisions that the data led to, and those of them that are about the split. */
  readonly notes: readonly string[];
  readonly splitNotes: readonly string[];
  /** A sentence where the rows may be steps of series; see found-series.ts. */
  readonly seriesNote?: string;
}

/**
 * The space that the options name: a file's path, or the defaults for data, which `note` is told of. A FaultsError about
 * the data names the options.
 */
export async function spaceOf(
  request: DataRequest,
  { note, reading }: { note(text: Message): void; readonly reading?: Reading },
): Promise<string | SpaceOfData> {
  const named = dataOrSpace(request);
  if (named === undefined) return request.space;
  const made = await spaceOfData(named, reading);
  for (const text of made.notes) note(text);
  const { model, space } = made.content;
  const init = action('initSpace', { data: request.space, target: request.target, query: request.query });
  note(message`no space file: ${model.type} with ${rangesOf(space)}; ${init} writes one`);
  return made;
}

/**
 * FaultsError of the data, and without a target; the rows are read once, or twice where the split, or the columns for windows of
 * `window` rows, are found in them.
 */
export async function spaceOfData(
  { name, directory, data, needsTarget }: NamedData,
  reading: Reading = {},
  window?: number,
): Promise<SpaceOfData> {
  const target = needsTarget && data.target === undefined ? { target: '-' } : {};
  const sketch = { name, data: { ...data, ...target }, space: { learningRate: 1e-3 } };
  const { target: _, ...spec } = (await prepareSpec({ space: { content: sketch, directory } })).spec.data;
  const images = spec.source === 'csv' ? await imagesOf(spec, directory) : undefined;
  const asked = { ...spec, ...(data.target !== undefined && { target: data.target }), ...images?.data };
  const found = await namingOptions(
    (): Promise<SplitSource & { readonly window?: FoundWindow }> =>
      window === undefined
        ? readWithFoundSplit(asked, directory, { ...reading, choosesSize: true })
        : readWithFoundWindow(asked, directory, reading, window),
  );
  const { split, notes } = found;
  const texts = found.window === undefined ? sentenceColumns(found.source.raw) : [];
  const source = { ...found.source, raw: withTokens(found.source.raw, texts) };
  const { inputs } = source.raw;
  const shape = {
    ...{ rows: trainedRows(source.rows), texts: texts.length },
    ...(window === undefined ? shapeOf(inputs) : { sequence: { length: window, isTokens: false } }),
  };
  const content = {
    name,
    data: {
      ...data,
      source: formatOf(data.source, source),
      ...images?.data,
      ...(inputs.kind === 'images' &&
        inputs.isResized && { size: [inputs.shape[0], inputs.shape[1]] as const }),
      ...(Object.keys(split).length > 0 && { split }),
      ...(found.window && { window: found.window }),
      ...(texts.length > 0 && { columns: Object.fromEntries(texts.map((name) => [name, tokenSpec])) }),
    },
    model: { type: defaultFamily(shape) },
    space: defaultSpace(shape),
  };
  const series = window === undefined ? seriesNote(source.raw) : undefined;
  const told = texts.map(
    (name) => `${name} holds sentences: it enters as the ids of its words, for the family text`,
  );
  return {
    content,
    directory,
    source,
    notes: [...(images?.notes ?? []), ...notes, ...(series === undefined ? [] : [series]), ...told],
    splitNotes: notes,
    ...(series !== undefined && { seriesNote: series }),
  };
}

/** The images that a table lists are its inputs. */
async function imagesOf(spec: DataSpec, directory: string) {
  const found = await findImageColumn(spec, directory);
  if (found === undefined) return undefined;
  const { name, root } = found;
  return {
    data: { source: 'images', image: name, ...(root !== undefined && { root }) } as const,
    notes: [`the inputs are the images that ${name} names, and no other columns`],
  };
}

/** The format that was detected, where all files have the same. */
function formatOf(source: Source, { raw: { layouts = [] } }: SourceRows): Source {
  const titles = new Set(layouts.map(({ format }) => format));
  const found = Object.values(tableFormats).find(({ title }) => titles.has(title));
  return source === 'csv' && found !== undefined && titles.size === 1 ? found.name : source;
}

/** "learningRate 0.001–0.03, batchSize 16/32/64". */
function rangesOf(space: DefaultSpace): string {
  return Object.entries(space)
    .map(([name, distribution]) => `${name} ${rangeOf(distribution)}`)
    .join(', ');
}

function rangeOf(distribution: Distribution | number): string {
  if (typeof distribution === 'number') return String(distribution);
  if ('values' in distribution) return distribution.values.join('/');
  return 'min' in distribution ? `${distribution.min}–${distribution.max}` : '';
}
