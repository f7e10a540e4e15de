import { beforeEach, expect, it, vi } from 'vitest';
import type { OpenedStudy } from '../../src/fleet/open-study.ts';
import { OpenedStudies } from '../../src/fleet/opened-studies.ts';
import type { Study } from '../../src/store/store.ts';
import { givenStudy } from '../search/given-study.ts';
import { scriptedPool } from '../search/scripted-pool.ts';

const closed: number[] = [];
let openings = 0;
beforeEach(() => {
  closed.length = 0;
  openings = 0;
});

async function givenOpened() {
  const { store, study } = await givenStudy(1);
  const openHere = async (stored: Study): Promise<OpenedStudy> => {
    const number = openings++;
    const close = async () => void closed.push(number);
    return {
      study: stored,
      dataset: null,
      pool: { ...scriptedPool(1, async () => ({ kind: 'superseded' })), close },
    };
  };
  const nothing = () => {};
  const studies = new OpenedStudies(store, openHere, {
    ...{ onOpen: nothing, onRefuse: nothing, onChange: nothing },
    onError: (error) => {
      throw error;
    },
  });
  await vi.waitFor(() => expect(studies.isOpen(study.id)).toBe(true));
  return { store, study, studies };
}

it('a study stays open under another lease while its row is the same', async () => {
  const { study, studies } = await givenOpened();
  const one = await studies.take(study.id, 1);
  expect(await studies.take(study.id, 2)).toBe(one);
  expect(openings).toBe(1);
});

it('a study whose row has changed is opened again, and the earlier one is closed with its last trial', async () => {
  const { store, study, studies } = await givenOpened();
  const one = await studies.take(study.id, 1);
  await store.setHumanBaseline(study.id, 2);
  const other = await studies.take(study.id, 2);
  expect(other?.study.spec.humanBaseline).toBe(2);
  expect(closed).toEqual([]);
  await studies.leave(one as OpenedStudy);
  expect(closed).toEqual([0]);
  await studies.leave(other as OpenedStudy);
  expect(closed).toEqual([0]);
  await studies.close();
  expect(closed).toEqual([0, 1]);
});

it('a study that a trial has shown to be another is refused, and closed with its last trial', async () => {
  const { study, studies } = await givenOpened();
  const one = (await studies.take(study.id, 1)) as OpenedStudy;
  await studies.refuse(one, 'the module has changed');
  expect(studies.isOpen(study.id)).toBe(false);
  expect(await studies.take(study.id, 1)).toBeUndefined();
  await studies.leave(one);
  expect(closed).toEqual([0]);
});

it('a study that could not be opened is tried again after a while, and not at once', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const { store, study } = await givenStudy(1);
  const errors: unknown[] = [];
  const openHere = async () => {
    throw new Error('no memory');
  };
  const ignore = () => {};
  const studies = new OpenedStudies(store, openHere, {
    ...{ onOpen: ignore, onRefuse: ignore, onError: (error) => void errors.push(error) },
    onChange: () => studies.isOpen(study.id),
  });
  studies.isOpen(study.id);
  await studies.close();
  await studies.close();
  expect(errors).toHaveLength(1);
  vi.advanceTimersByTime(31_000);
  studies.isOpen(study.id);
  await studies.close();
  expect(errors).toHaveLength(2);
  vi.useRealTimers();
});

it('only a study that is not needed is closed when it is idle', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const { study, studies } = await givenOpened();
  vi.advanceTimersByTime(61_000);
  await studies.closeIdle([study.id]);
  expect(closed).toEqual([]);
  await studies.closeIdle([]);
  expect(closed).toEqual([0]);
  vi.useRealTimers();
});
