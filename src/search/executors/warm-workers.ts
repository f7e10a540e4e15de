import { availableParallelism } from 'node:os';
import type { Dataset } from '../../data/dataset.ts';
import type { TrialPool } from '../../pool/pool.ts';
import {
  type EarlyPool,
  type Isolation,
  openEarlyPool,
  openPool,
  type Places,
} from '../../runs/open-pool.ts';
import { keepAll } from '../../runs/run-claimed.ts';
import { curveRuleOf } from '../../schedulers/study-scheduler.ts';
import type { Study } from '../../store/store.ts';
import type { BackendName, StudySpec, WrittenSpec } from '../../study/study-spec.ts';
import { seekTfjsNode } from '../../training/native/tfjs-node.ts';
import type { WorkerContext } from '../../training/worker-context.ts';
import type { PreparedStudy } from '../prepare-study.ts';

interface PoolSettings extends Isolation {
  readonly db: string;
  readonly workers: number;
  readonly keep: number;
}

/** The parts of a stored study that an earlier search may have decided. */
type Stored = Pick<Study, 'backend' | 'spec'>;

/** The pool of a search in this process, for the study as it is stored. */
export function openWorkers(prepared: PreparedStudy, stored: Stored, settings: PoolSettings): TrialPool {
  const { dataset, study } = prepared;
  const { model } = study.spec;
  const places = placesOf(study.spec, settings);
  const common = commonContext(prepared, stored, settings);
  if (dataset !== null) {
    return openPool(settings, places, trainingContext(prepared, dataset, stored, settings));
  }
  if (model.kind === 'objective') return openPool(settings, places, { ...common, model });
  throw new Error(`a study of kind ${model.kind} runs on data`);
}

function placesOf({ search }: WrittenSpec, { workers }: PoolSettings): Places {
  return { workers, trainings: search.trials };
}

function commonContext(
  { study: { spec, directory } }: PreparedStudy,
  stored: Stored,
  settings: PoolSettings,
) {
  // A record may still be cut back, so only the schedule decides whose weights are kept.
  const keep = hasCurveRule(stored) ? keepAll : settings.keep;
  return { database: settings.db, keep, spec, directory };
}

function trainingContext(
  prepared: PreparedStudy,
  dataset: Dataset,
  stored: Stored,
  settings: PoolSettings,
): WorkerContext {
  const initial = prepared.initial?.weights;
  return { ...commonContext(prepared, stored, settings), dataset, initial, backend: stored.backend };
}

function hasCurveRule({ spec }: Pick<Study, 'spec'>): boolean {
  return curveRuleOf(spec) !== undefined;
}

/** The workers of a search that load while it is prepared and its checks are made. They begin no trial before they are taken. */
export class WarmWorkers {
  #early: { readonly pool: EarlyPool; readonly settings: PoolSettings } | undefined;
  #discarded: Promise<void> | undefined;
  #ready: { readonly pool: TrialPool; readonly spec: StudySpec; readonly backend: BackendName } | undefined;

  /** Starts threads before the data are read, where the backend is foreseen; a core is left to this thread. */
  begin(spec: WrittenSpec, settings: PoolSettings): void {
    const backend = foreseenBackend(spec);
    if (settings.isolation !== 'thread' || backend === undefined) return;
    const count = Math.max(1, availableParallelism() - 1);
    this.#early = { pool: openEarlyPool(placesOf(spec, settings), backend, count), settings };
  }

  open(prepared: PreparedStudy, settings: PoolSettings): void {
    const pool = this.#completed(prepared) ?? openWorkers(prepared, prepared.study, settings);
    const { spec, backend } = prepared.study;
    // Before they start: if one cannot, the others are ended too.
    this.#ready = { pool, spec, backend };
    pool.warm();
  }

  /** The workers, once; undefined if there are none for this study. */
  take(prepared: PreparedStudy, stored: Stored): TrialPool | undefined {
    const { study } = prepared;
    // Without checks nobody has opened those that began early.
    if (this.#ready === undefined && this.#early !== undefined) this.open(prepared, this.#early.settings);
    const ready = this.#ready;
    if (ready?.spec !== study.spec || ready.backend !== stored.backend) return undefined;
    if (hasCurveRule(study) !== hasCurveRule(stored)) return undefined;
    this.#ready = undefined;
    return ready.pool;
  }

  /** Ends the workers that nobody has taken. */
  async close(): Promise<void> {
    await Promise.all([this.#ready?.pool.close(), this.#early?.pool.close(), this.#discarded]);
    this.#ready = undefined;
    this.#early = undefined;
  }

  /** The pool of the threads that began early, if it is that of the prepared study. */
  #completed(prepared: PreparedStudy): TrialPool | undefined {
    const { study, dataset } = prepared;
    if (this.#early === undefined || dataset === null) return undefined;
    const { pool, settings } = this.#early;
    this.#early = undefined;
    const context = trainingContext(prepared, dataset, study, settings);
    const completed = pool.complete(placesOf(study.spec, settings), context);
    if (completed === undefined) this.#discarded = pool.close();
    return completed;
  }
}

/**
 * The backend that the study will have, if that is known before anything is measured. Undefined for native TensorFlow too:
 * this thread must load it before any other, since it limits the threads of the process and shares names of attributes.
 */
export function foreseenBackend({ training: { backend } }: WrittenSpec): BackendName | undefined {
  if (backend !== 'auto') return backend === 'native' ? undefined : backend;
  // Without native TensorFlow the choice is between wasm and the far slower cpu.
  return seekTfjsNode() === undefined ? 'wasm' : undefined;
}
