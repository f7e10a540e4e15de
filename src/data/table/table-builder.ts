import { seriesKeys } from '../../study/windows/sequence-spec.ts';
import type { FaultList } from '../fault-list.ts';
import { cellReaderOf, type RawRows, type RowSource } from '../formats/row-source.ts';
import type { KeyColumn } from '../raw-data.ts';
import { GrowingArray } from './column/growing-array.ts';
import { ColumnBuilder } from './column-builder.ts';
import { type ColumnDeclaration, declarationOf, ofNames, targetDeclaration } from './column-declaration.ts';
import { assignRoles, type ColumnRequest, type Role, splitTimeField } from './column-roles.ts';
import { GroupBuilder } from './group-builder.ts';
import { KeyBuilder, mostKeyRows } from './key-builder.ts';
import { WeightBuilder } from './roles/weight-builder.ts';
import { TimeBuilder } from './time-builder.ts';

/** The later rows of a file may be shorter than those from which their number is estimated. */
const rowSlack = 0.02;

/** A column that is read, with its role; excluded columns are not kept. */
interface KeptColumn {
  readonly role: Role;
  readonly builder: ColumnBuilder;
}

/** Collects the cells of a file's rows by column. */
export class TableBuilder {
  readonly lines = new GrowingArray((length) => new Int32Array(length));
  /** The index of each kept row among all of the file's rows, from 0. */
  readonly rowNumbers = new GrowingArray((length) => new Int32Array(length));
  readonly #faults: FaultList;
  readonly #width: number;
  readonly #columns: readonly KeptColumn[];
  /** The columns of data.split.group and data.split.time, which may be excluded. */
  readonly groups: GroupBuilder | undefined;
  readonly times: TimeBuilder | undefined;
  /** The columns of data.window, where they are not those of data.split. */
  readonly series: GroupBuilder | undefined;
  readonly windowTimes: TimeBuilder | undefined;
  /** The column of data.image. */
  readonly paths: GroupBuilder | undefined;
  /** The column of data.weight. */
  readonly weights: WeightBuilder | undefined;
  /** All readers above. */
  readonly #readers: readonly (GroupBuilder | TimeBuilder | WeightBuilder)[];
  readonly #keys: readonly KeyBuilder[];
  #rows = 0;

  /** Throws a FaultsError when the column names do not satisfy the request. */
  constructor(source: RowSource, request: ColumnRequest, faults: FaultList) {
    const roles = assignRoles(source, request, faults);
    faults.throwIfAny();
    this.#faults = faults;
    this.#width = source.names.length;
    this.#columns = source.names
      .map((name, index) => ({
        role: roles[index] ?? 'excluded',
        builder: new ColumnBuilder(name, index + 1, declarationFor(roles[index], name, request)),
      }))
      .filter(({ role }) => role !== 'excluded' && role !== 'weight');
    const { group, time } = request.split;
    const positionOf = (name: string) => source.names.indexOf(name) + 1;
    this.groups =
      group === undefined
        ? undefined
        : new GroupBuilder(group, positionOf(group), declarationOf(group, request).missing);
    this.times =
      time === undefined
        ? undefined
        : new TimeBuilder(
            time,
            positionOf(time),
            declarationOf(time, request),
            splitTimeField(request.split),
          );
    const { by, time: windowTime, section = 'data.window' } = seriesKeys(request) ?? {};
    this.series =
      by === undefined
        ? undefined
        : new GroupBuilder(by, positionOf(by), declarationOf(by, request).missing, `${section}.by`);
    this.windowTimes =
      windowTime === undefined || windowTime === time
        ? undefined
        : new TimeBuilder(
            windowTime,
            positionOf(windowTime),
            declarationOf(windowTime, request),
            `${section}.time`,
          );
    const { weight, image } = request;
    this.paths = image === undefined ? undefined : new GroupBuilder(image, positionOf(image));
    this.weights =
      weight === undefined
        ? undefined
        : new WeightBuilder(weight, positionOf(weight), declarationOf(weight, request));
    const { groups, times, series, windowTimes, paths, weights } = this;
    this.#readers = [groups, times, series, windowTimes, paths, weights].filter(
      (reader) => reader !== undefined,
    );
    this.#keys = source.names.flatMap((name, index) => {
      const isKey =
        name !== image &&
        source.names.indexOf(name) === index &&
        ['input', 'excluded'].includes(roles[index] ?? '');
      return isKey ? [new KeyBuilder(name, index + 1)] : [];
    });
  }

  columns(role: Role): ColumnBuilder[] {
    return this.#columns.filter((column) => column.role === role).map((column) => column.builder);
  }

  /** The columns that may name groups or times. */
  keys(): KeyColumn[] {
    return this.#keys.flatMap((builder) => builder.column() ?? []);
  }

  /** `line` is the row's line in the file. */
  add(cells: readonly unknown[], line: number): void {
    const rowNumber = this.#rows++;
    if (cells.length !== this.#width) {
      const constraint = `must have ${this.#width} cells`;
      const faults = [{ field: 'row', constraint, value: cells.length, line }];
      this.#faults.tolerate({ kind: 'broken-row', faults, rows: [rowNumber] });
      return;
    }
    this.lines.push(line);
    this.rowNumbers.push(rowNumber);
    for (const { builder } of this.#columns) builder.add(cells[builder.position - 1], line, rowNumber);
    for (const reader of this.#readers) reader.add(cells[reader.position - 1], line, rowNumber);
    if (this.lines.length > mostKeyRows) return;
    for (const key of this.#keys) key.add(cells[key.position - 1]);
  }

  /** All of the batch's rows. */
  addBatch(batch: RawRows): void {
    const { columns, spans, places } = batch;
    this.#expect((this.#rows + places.length) / batch.fraction);
    if (columns === undefined && spans === undefined) {
      for (const [index, row] of batch.cells.entries()) this.add(row, places[index] as number);
      return;
    }
    const start = this.#rows;
    const count = places.length;
    for (let row = 0; row < count; row++) {
      this.lines.push(places[row] as number);
      this.rowNumbers.push(start + row);
    }
    const cellAt = cellReaderOf(batch);
    for (const { builder } of this.#columns) {
      if (spans !== undefined) builder.addSpans(spans, places, start);
      else addColumn(builder, columns?.[builder.position - 1] ?? [], places, start);
    }
    for (const reader of this.#readers) {
      for (let row = 0; row < count; row++)
        reader.add(cellAt(row, reader.position - 1), places[row] as number, start + row);
    }
    const keyRows = Math.min(count, mostKeyRows - (this.lines.length - count));
    for (const key of this.#keys) {
      if (spans !== undefined) key.addSpans(spans, keyRows);
      else for (let row = 0; row < keyRows && !key.isDone; row++) key.add(cellAt(row, key.position - 1));
    }
    this.#rows += count;
  }

  #expect(rows: number): void {
    const expected = Number.isFinite(rows) ? Math.ceil(rows * (1 + rowSlack)) : 0;
    this.lines.expected = expected;
    this.rowNumbers.expected = expected;
    for (const { builder } of this.#columns) builder.expect(expected);
  }

  /** Call once, after the last row. */
  finish(): void {
    if (this.#rows === 0 && this.#faults.isEmpty)
      this.#faults.add({ field: 'rows', constraint: 'must follow the header' });
  }
}

function addColumn(
  builder: ColumnBuilder,
  column: ArrayLike<unknown>,
  places: ArrayLike<number>,
  start: number,
): void {
  for (let row = 0; row < places.length; row++) builder.add(column[row], places[row] as number, start + row);
}

function declarationFor(role: Role | undefined, name: string, request: ColumnRequest): ColumnDeclaration {
  if (role === 'target') return targetDeclaration(name, request);
  const declaration = declarationOf(name, request);
  return role === 'split' ? ofNames(declaration) : declaration;
}
