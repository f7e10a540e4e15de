import type { TrialPool } from '../../pool/pool.ts';
import { type Isolation, openPool } from '../../runs/open-pool.ts';
import { keepAll } from '../../runs/run-claimed.ts';
import { curveRuleOf } from '../../schedulers/study-scheduler.ts';
import type { Study } from '../../store/store.ts';
import type { BackendName, StudySpec } from '../../study/study-spec.ts';
import type { PreparedStudy } from '../prepare-study.ts';

interface PoolSettings extends Isolation {
  readonly db: string;
  readonly workers: number;
  readonly keep: number;
}

/** The parts of a stored study that an earlier search may have decided. */
type Stored = Pick<Study, 'backend' | 'spec'>;

/** The pool of a search in this process, for the study as it is stored. */
export function openWorkers(
  { study: { spec, directory }, dataset, initial }: PreparedStudy,
  stored: Stored,
  settings: PoolSettings,
): TrialPool {
  const { db: database, workers } = settings;
  // A record may still be cut back, so only the schedule decides whose weights are kept.
  const keep = hasCurveRule(stored) ? keepAll : settings.keep;
  const { backend } = stored;
  const { model } = spec;
  const common = { database, keep, spec, directory };
  const places = { workers, trainings: spec.search.trials };
  if (dataset !== null) {
    return openPool(settings, places, { ...common, dataset, initial: initial?.weights, backend });
  }
  if (model.kind === 'objective') return openPool(settings, places, { ...common, model });
  throw new Error(`a study of kind ${model.kind} runs on data`);
}

function hasCurveRule({ spec }: Pick<Study, 'spec'>): boolean {
  return curveRuleOf(spec) !== undefined;
}

/** The workers of a search that load while its checks are made. They begin no trial before they are taken. */
export class WarmWorkers {
  #ready: { readonly pool: TrialPool; readonly spec: StudySpec; readonly backend: BackendName } | undefined;

  open(prepared: PreparedStudy, settings: PoolSettings): void {
    const pool = openWorkers(prepared, prepared.study, settings);
    const { spec, backend } = prepared.study;
    // Before they start: if one cannot, the others are ended too.
    this.#ready = { pool, spec, backend };
    pool.warm();
  }

  /** The workers, once; undefined if there are none for this study. */
  take({ study }: PreparedStudy, stored: Stored): TrialPool | undefined {
    const ready = this.#ready;
    if (ready?.spec !== study.spec || ready.backend !== stored.backend) return undefined;
    if (hasCurveRule(study) !== hasCurveRule(stored)) return undefined;
    this.#ready = undefined;
    return ready.pool;
  }

  /** Ends the workers that nobody has taken. */
  async close(): Promise<void> {
    await this.#ready?.pool.close();
    this.#ready = undefined;
  }
}
