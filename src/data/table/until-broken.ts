import { FaultsError } from '../../faults/errors.ts';
import type { FaultList } from '../fault-list.ts';

/** The batches of a file up to the first unreadable place, which is added to `faults`. */
export async function* untilBroken<Batch>(
  batches: AsyncIterable<Batch>,
  faults: FaultList,
): AsyncGenerator<Batch> {
  try {
    yield* batches;
  } catch (error) {
    if (!(error instanceof FaultsError)) throw error;
    for (const { row, line = row, ...fault } of error.faults) {
      const place = line === undefined ? {} : { line };
      faults.tolerate({ kind: 'broken-file', faults: [{ ...fault, ...place }] });
    }
  }
}
