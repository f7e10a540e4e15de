import { option } from '../../../faults/message.ts';
import { inCommandWords } from './command-words.ts';

/** Flags for forms of a report that show more than a terminal can. */
export const html = inCommandWords([option('html')]);
export const json = inCommandWords([option('json')]);
