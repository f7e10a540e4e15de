import { connectToStore } from '../store/open-store.ts';
import type { JobQueue, QueueOptions } from './job-queue.ts';

/** The jobs in a store that several machines share. DatabaseError when its server cannot be reached. */
export async function openJobQueue(location: string, options: QueueOptions = {}): Promise<JobQueue> {
  const connection = await connectToStore(location);
  try {
    // Imported lazily: pg-boss has a hundred files that commands on a file do not need.
    const { openBossQueue } = await import('./boss-queue.ts');
    return await openBossQueue(connection, options);
  } catch (error) {
    await connection.close();
    throw error;
  }
}
