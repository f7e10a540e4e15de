import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { UsageError } from '../../src/faults/errors.ts';
import { openStudy } from '../../src/runs/open-study.ts';
import { thisRunner } from '../../src/runs/runner.ts';
import type { NewStudy, Runner } from '../../src/store/store.ts';
import { givenStore, givenStudy } from '../search/given-study.ts';
import { exampleStudy } from '../store/example-study.ts';

const wanted = exampleStudy('wine');
const specOf = (changes: Partial<NewStudy['spec']>): NewStudy => ({
  ...wanted,
  spec: { ...wanted.spec, ...changes },
});

describe('opening a study', () => {
  it('makes it where there is none of its name, and finds it again', async () => {
    const store = await givenStore();
    const study = await openStudy(store, wanted, false);
    expect(study).toMatchObject(wanted);
    expect(await openStudy(store, wanted, true)).toEqual(study);
    expect(await store.studies()).toHaveLength(1);
  });

  it('takes more trials, and a backend that was only chosen, for the same study', async () => {
    const store = await givenStore();
    const study = await openStudy(store, wanted, false);
    const more = specOf({ search: { ...wanted.spec.search, trials: 90 } });
    expect(await openStudy(store, { ...more, backend: 'native' }, false)).toEqual(study);
  });

  it('keeps what the space says last of what people score', async () => {
    const store = await givenStore();
    await openStudy(store, specOf({ humanBaseline: 0.9 }), false);
    const study = await openStudy(store, specOf({ humanBaseline: 0.95 }), false);
    expect(study.spec.humanBaseline).toBe(0.95);
    const measured = { value: 0.95, low: 0.9, high: 0.98 };
    await openStudy(store, specOf({ humanBaseline: measured }), false);
    const again = await openStudy(store, specOf({ humanBaseline: { ...measured } }), false);
    expect(again.spec.humanBaseline).toEqual(measured);
    expect(await store.studies()).toEqual([again]);
  });

  it('refuses a different space under the same name, and names the fields', async () => {
    const store = await givenStore();
    await openStudy(store, wanted, false);
    const [learningRate, ...others] = wanted.spec.space;
    if (learningRate === undefined) throw new Error('the example has parameters');
    const changed = specOf({
      space: [{ ...learningRate, distribution: { type: 'logUniform', min: 1e-4, max: 0.1 } }, ...others],
      training: { ...wanted.spec.training, patience: 9 },
      search: { ...wanted.spec.search, seed: 2 },
    });
    const refused = openStudy(store, changed, false);
    await expect(refused).rejects.toThrow(UsageError);
    await expect(refused).rejects.toThrow(
      /'wine'.*training\.patience.*search\.seed.*space\.learningRate\.min.*another name makes a new study/,
    );
    await expect(refused).rejects.not.toThrow(/optimizer|momentum|maxEpochs/);
  });

  it('refuses other data under the same name', async () => {
    const store = await givenStore();
    await openStudy(store, wanted, false);
    const refused = openStudy(store, { ...wanted, dataFingerprint: 'other' }, false);
    await expect(refused).rejects.toThrow(UsageError);
    await expect(refused).rejects.toThrow(/'wine' was started on other data.*another name/);
  });

  it('refuses another backend only when it was asked for by name', async () => {
    const store = await givenStore();
    await openStudy(store, wanted, false);
    const refused = openStudy(store, { ...wanted, backend: 'cpu' }, true);
    await expect(refused).rejects.toThrow(UsageError);
    await expect(refused).rejects.toThrow(/'wine' runs on wasm, and backend is cpu/);
  });
});

describe('the runner of a study', () => {
  const children: ChildProcess[] = [];
  afterEach(async () => {
    for (const child of children.splice(0)) if (child.kill('SIGKILL')) await once(child, 'exit');
  });

  /** Another process that runs the study, until it is killed. */
  async function otherRunner(): Promise<{ runner: Runner; kill: () => Promise<unknown> }> {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    children.push(child);
    await once(child, 'spawn');
    const { pid: processId = 0 } = child;
    const stat = `/proc/${processId}/stat`;
    const processStart = existsSync(stat) ? (readFileSync(stat, 'utf8').split(' ')[21] ?? '') : '';
    const kill = async () => {
      child.kill('SIGKILL');
      await once(child, 'exit');
    };
    return { runner: { ...thisRunner(), processId, processStart }, kill };
  }

  it('is refused while another one lives, which is named', async () => {
    const { store, study } = await givenStudy(2, wanted);
    const { runner } = await otherRunner();
    await store.lease(study.id, runner, () => true);
    const refused = openStudy(store, wanted, false);
    await expect(refused).rejects.toThrow(UsageError);
    await expect(refused).rejects.toThrow(`process ${runner.processId} on ${runner.host}`);
  });

  it('takes over from one that was killed, and its running trials wait again', async () => {
    const { store, study } = await givenStudy(2, wanted);
    const { runner, kill } = await otherRunner();
    await store.lease(study.id, runner, () => true);
    await store.claim(study.id, 0);
    await kill();
    expect(await openStudy(store, wanted, false)).toEqual(study);
    expect(await store.counts(study.id)).toMatchObject({ waiting: 2, running: 0 });
  });

  it('is nobody after a refusal for the sake of the space', async () => {
    const { store, study } = await givenStudy(1, wanted);
    await expect(openStudy(store, { ...wanted, dataFingerprint: 'other' }, false)).rejects.toThrow();
    const { runner } = await otherRunner();
    expect(await store.lease(study.id, runner, () => true)).toBeUndefined();
  });
});
