import type { ColumnType } from 'kysely';

/**
 * A column that is written as `T`. A value read from it is unknown until rows.ts has parsed it: a file may be damaged,
 * or changed by another program, anywhere.
 */
export type Column<T> = ColumnType<unknown, T, T>;

/** A column with a default in the database. */
export type Filled<T> = ColumnType<unknown, T | undefined, T>;

/** JSON columns are text in every database, so that each returns exactly what was written. */
export type Json = string;
