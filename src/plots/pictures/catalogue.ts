import type { Picture } from '../picture.ts';
import { history } from './history.ts';
import { slice } from './slice.ts';

/** Every picture of a study, in the order in which reports show them. */
export const pictures: readonly Picture[] = [history, slice];
