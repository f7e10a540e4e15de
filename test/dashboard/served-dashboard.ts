import { type Dashboard, openDashboard } from '../../src/dashboard/dashboard.ts';

/**
 * The dashboard of a database, on a free port unless one is given; its faults fail the test that made them. Its jobs have
 * the priority of the tests: other tests, which use all cores, would leave them none.
 */
export function serveDashboard(db: string, port?: number): Promise<Dashboard> {
  return openDashboard(
    { db, study: undefined, host: undefined, port },
    {
      version: '0.0.0',
      jobNiceness: 0,
      onFault: (error) => {
        throw error;
      },
    },
  );
}
