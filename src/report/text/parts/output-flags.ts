import { option } from '../../../faults/message.ts';
import { inCommandWords } from './command-words.ts';

/** The flags for the forms of a report that show more than a terminal can. */
export const html = inCommandWords([option('html')]);
export const json = inCommandWords([option('json')]);
