import { UsageError } from '../../faults/errors.ts';
import { type Message, message } from '../../faults/message.ts';
import type { RawData } from '../raw-data.ts';

/** Whether a row may stand in the inputs of several examples: in windows, but not in sequences. */
export function haveSharedRows({ windows }: Pick<RawData, 'windows'>): boolean {
  return windows !== undefined && windows.spec.padding === undefined;
}

/** UsageError where the inputs of a row are other rows, which `feature` does not work with yet. */
export function refuseWindows({ windows }: Pick<RawData, 'windows'>, feature: Message): void {
  if (windows === undefined) return;
  throw new UsageError(
    windows.spec.padding === undefined
      ? message`${feature} does not work with windows yet: the inputs of a row are the rows before it`
      : message`${feature} does not work with sequences yet: the inputs of an example are all rows of its series`,
  );
}
