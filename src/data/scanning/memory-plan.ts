/** Addresses in the memory of the routines that read cells. */
export const resultsAt = 0;
/** The powers of ten that a double holds exactly, from 1 on. */
export const powersAt = 64;
export const powerCount = 23;
/** The code units of a text. */
export const codesAt = 256;
