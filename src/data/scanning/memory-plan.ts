/*
 * Addresses in the memory of the routines that read cells.
 */

/** Integers that a routine returns. */
export const resultsAt = 0;
export const resultCount = 4;
/** The powers of ten that a double holds exactly, from 1 on. */
export const powersAt = 64;
export const powerCount = 23;

/** With more names a table would take longer than texts of their own. */
export const mostNames = 1000;
/** As many slots as have one name in four. */
export const slotCount = 4096;
/** Code units of all names of a table. */
export const mostNameUnits = 32_768;

/** How a name is read: by its text alone, as a plain number, or as a word that may stand for a number. */
export const nameKinds = { text: 0, number: 1, word: 2 } as const;

/** The names of one column at a time; see NameTable. */
export const namesAt = {
  values: 256,
  slots: 256 + 8 * mostNames,
  begins: 256 + 8 * mostNames + 2 * slotCount,
  kinds: 256 + 12 * mostNames + 4 + 2 * slotCount,
  units: 256 + 14 * mostNames + 2 * slotCount,
} as const;

/** The code units of a text. */
export const codesAt = namesAt.units + 2 * mostNameUnits;
