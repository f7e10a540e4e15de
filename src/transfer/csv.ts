import type { Value } from '../study/distribution.ts';
import type { Trial } from '../study/trial.ts';
import type { Exported } from './transfer.ts';

type Cell = Value | null | undefined;

interface Column {
  readonly title: string;
  cell(trial: Trial): Cell;
}

/** A header, and one row per trial (RFC 4180; lines end with a line feed). */
export async function* csvTable(exported: Exported): AsyncIterable<string> {
  const columns = columnsOf(exported);
  yield csvLine(columns.map(({ title }) => title));
  for (const trial of exported.trials) yield csvLine(columns.map(({ cell }) => cell(trial)));
}

function columnsOf({ study, trials }: Exported): Column[] {
  const parameters = namesIn(
    study.spec.space.map(({ name }) => name),
    trials.map(({ config }) => config),
  );
  const metrics = namesIn(
    [],
    trials.map((trial) => trial.metrics),
  );
  const field = (title: 'bestEpoch' | 'epochs' | 'parameters' | 'seconds' | 'backend'): Column => ({
    title,
    cell: (trial) => trial[title],
  });
  return [
    { title: 'trial', cell: ({ trial }) => trial },
    { title: 'state', cell: ({ state }) => state },
    { title: 'value', cell: ({ value }) => value },
    ...parameters.map((name) => ({ title: `config.${name}`, cell: ({ config }: Trial) => config[name] })),
    ...metrics.map((name) => ({ title: `metric.${name}`, cell: (trial: Trial) => trial.metrics[name] })),
    ...(['seconds', 'epochs', 'bestEpoch', 'parameters', 'backend'] as const).map(field),
    { title: 'failure.kind', cell: ({ failure }) => failure?.kind },
    { title: 'failure.message', cell: ({ failure }) => failure?.message },
    { title: 'origin', cell: ({ origin }) => origin },
    { title: 'parent', cell: ({ parent }) => parent },
  ];
}

/** `first`, followed by all other names in the order of their first appearance. */
function namesIn(first: readonly string[], records: readonly Readonly<Record<string, unknown>>[]): string[] {
  return [...new Set([...first, ...records.flatMap(Object.keys)])];
}

function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\n`;
}

/**
 * Quotes a text that contains a comma, a quotation mark or a line break, that begins or ends with blanks, or that a
 * reader could take for a number, a boolean or a formula. No prefix is added: the cell is the value.
 */
function csvCell(cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell !== 'string') return String(cell);
  const isPlain =
    /^[A-Za-z][^",\r\n]*$/.test(cell) && cell === cell.trim() && !/^(true|false|nan|inf)/i.test(cell);
  return isPlain ? cell : `"${cell.replaceAll('"', '""')}"`;
}
