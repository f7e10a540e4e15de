import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import type { DoctorReport, MeasuredStudy } from '../reports/doctor-report.ts';
import { inspectStore } from '../store/open-store.ts';
import { requireStudy } from '../store/require-study.ts';
import { withStore } from '../store/with-store.ts';
import { backendOf } from '../study/study-spec.ts';
import { probeBackends } from '../training/backend.ts';
import { seekTfjsNode } from '../training/native/tfjs-node.ts';
import { hasMultiplyAdd } from '../training/wasm-kernels/code/multiply-add.ts';
import type { OptionsOf } from './options/option.ts';
import { storedStudy } from './options/shared.ts';

export const doctorOptions = { options: storedStudy };

/**
 * Reports which backends load on this machine, and the state of the database. The database's faults are in the report,
 * not an error. UsageError when there is no study of the given name.
 */
export async function doctor({ study: name, db }: OptionsOf<typeof storedStudy>): Promise<DoctorReport> {
  const backends = await probeBackends();
  const database = (await inspectStore(db)) ?? null;
  // A named study must be there; a damaged database is reported below.
  const isAsked = name !== undefined && database === null;
  const isSound = database !== null && database.faults.length === 0;
  const { platform, arch, version: node } = process;
  const { version: hpsearch } = createRequire(import.meta.url)('hpsearch/package.json') as {
    version: string;
  };
  return {
    ...{ hpsearch, node, platform, arch, cores: availableParallelism() },
    fusedMultiplyAdd: hasMultiplyAdd(),
    backends: backends.map(({ name: backend, reason = null, versions }) => ({
      name: backend,
      reason,
      versions,
    })),
    nativeFolder: seekTfjsNode()?.folder ?? null,
    study: isSound || isAsked ? await measuredStudy(db, name) : null,
    database,
  };
}

async function measuredStudy(db: string, name: string | undefined): Promise<MeasuredStudy | null> {
  return withStore(db, async (store) => {
    const study = name === undefined ? await store.findStudy(name) : await requireStudy(store, name, db);
    const backend = study && backendOf(study);
    return backend ? { name: study.name, backend, timings: study.backendTimings } : null;
  });
}
