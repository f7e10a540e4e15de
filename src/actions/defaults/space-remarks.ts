import type { ColumnSchema, TableSchema } from '../../reports/table-schema.ts';
import type { Remarks } from '../../space-file/document/write-document.ts';
import type { DefaultFamily } from './default-space.ts';
import type { SpaceOfData } from './space-of-data.ts';

const mostMetrics = 6;

/** The data that a space file was written for. */
interface Described {
  readonly title: string;
  /** The metrics that can be objectives. */
  readonly metrics: readonly string[];
  readonly made: SpaceOfData;
  /** How the epochs were decided. */
  readonly epochs: string | undefined;
  readonly columns: readonly ColumnSchema[];
  readonly target: TableSchema['target'] | undefined;
}

/** The comments of a space file, by dotted path: why each section is as it is, and what else it may be. */
export function remarksOn({ title, metrics, made, epochs, columns, target }: Described): Remarks {
  const { content, splitNotes, seriesNote } = made;
  const [models, parameters] = alternatives[content.model.type];
  return {
    '': `Written by hpsearch init for ${title}.\ndocs/formats.md and docs/data.md describe every field.`,
    ...(seriesNote !== undefined && { data: seriesNote }),
    ...(target?.because !== undefined && { 'data.task': `because ${target.because}` }),
    ...(content.data.size && {
      'data.size': 'Of images of several sizes; the space can search sizes up to it.',
    }),
    'data.split': [...splitNotes, splitChoices].join('\n'),
    'data.columns': 'As found. A cell that breaks its type is a fault; an id is left out.',
    ...Object.fromEntries(columns.flatMap(columnRemark)),
    model: `or ${models}, or module: ./model.mjs`,
    space: `also: ${parameters}, optimizer, momentum, schedule, clipNorm`,
    objective: `or ${shownMetrics(metrics)}`,
    ...(epochs !== undefined && { training: epochs }),
    search: 'More trials later extend the same study.',
  };
}

/** Other families for the same data, and further parameters of a family. */
const alternatives: Readonly<Record<DefaultFamily, readonly [models: string, parameters: string]>> = {
  mlp: ['linear', 'activation, data.columns.NAME'],
  cnn: ['mlp', 'kernelSize'],
  rnn: ['conv1d', 'direction, recurrentDropout'],
  conv1d: ['rnn', 'dilation, poolSize, residual'],
  text: ['rnn, or conv1d', 'units, filters, kernelSizes, data.columns.NAME'],
};

const splitChoices = 'also: { validation: 0.2 } without folds, { group: column }, { time: column }';

function shownMetrics(all: readonly string[]): string {
  const metrics = all.filter((name) => name !== 'valLoss');
  return [...metrics.slice(0, mostMetrics), ...(metrics.length > mostMetrics ? ['…'] : [])].join(', ');
}

function columnRemark({ name, leftOut, because }: ColumnSchema): [string, string][] {
  const text = leftOut === undefined ? because : `left out: ${leftOut}`;
  return text === undefined ? [] : [[`data.columns.${name}`, text]];
}
