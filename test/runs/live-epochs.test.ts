import { expect, it, vi } from 'vitest';
import { LiveEpochs } from '../../src/runs/live-epochs.ts';
import { givenStudy } from '../search/given-study.ts';
import { completed } from '../store/example-study.ts';

const report = (epoch: number, fold?: number) => ({
  ...({ kind: 'epoch', trial: 0, attempt: 1 } as const),
  record: { epoch, metrics: { valMae: 1 / epoch } },
  ...(fold !== undefined && { fold }),
});

it('stores the epochs of a trial while it runs, by fold and in order, and nothing after its end', async () => {
  const { store, study } = await givenStudy(2);
  const live = new LiveEpochs(store);
  const claims = [await store.claim(study.id, 0), await store.claim(study.id, 1)];
  const [claim, other] = claims.map((each) => each as NonNullable<typeof each>) as [never, never];
  live.begin(claim);
  live.begin(other);
  for (const [epoch, fold] of [
    [1, 0],
    [2, 0],
    [1, 1],
  ] as const)
    live.add(claim, report(epoch, fold));
  const epochs = async () =>
    (await store.liveEpochs(study.id)).map((each) =>
      each.epochs.map(({ fold, record }) => [fold, record.epoch]),
    );
  await vi.waitFor(
    async () =>
      expect(await epochs()).toEqual([
        [
          [0, 1],
          [0, 2],
          [1, 1],
        ],
      ]),
    20_000,
  );
  live.add(claim, report(2, 1));
  await vi.waitFor(
    async () =>
      expect(await epochs()).toEqual([
        [
          [0, 1],
          [0, 2],
          [1, 1],
          [1, 2],
        ],
      ]),
    20_000,
  );
  await store.record(claim, completed(1), 5);
  live.add(claim, report(3, 1));
  await live.end(claim);
  await live.end(other);
  expect(await store.liveEpochs(study.id)).toEqual([]);
});

it('stores nothing of a trial that ends before its epochs are stored', async () => {
  const parts: unknown[] = [];
  const live = new LiveEpochs({ reportEpochs: async (reported) => void parts.push(...reported) });
  const claim = { studyId: 1, trial: 0, attempt: 1 };
  live.begin(claim);
  live.add(claim, report(1));
  await live.end(claim);
  expect(parts).toEqual([]);
});
