import type { DatabaseReport } from '../reports/doctor-report.ts';
import type { Store } from './store.ts';

/**
 * The studies of a store, with each row parsed, which finds faults that no check of a database can. What cannot be read
 * is added to `faults`.
 */
export async function readStudies(
  open: () => Promise<Store>,
  faults: string[],
  messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error)),
): Promise<DatabaseReport['studies']> {
  const studies: { name: string; trials: number }[] = [];
  try {
    const store = await open();
    try {
      for (const { id, name } of await store.studies()) {
        studies.push({ name, trials: (await store.trials(id)).length });
        await store.ensembles(id);
      }
    } finally {
      await store.close();
    }
  } catch (error) {
    faults.push(messageOf(error));
  }
  return studies;
}
