import { expect, it, vi } from 'vitest';
import { Settlements } from '../../src/search/schedules/settlements.ts';
import type { CutTrial } from '../../src/store/trial-result.ts';

const cut = (trial: number) => ({ trial }) as CutTrial;

/** Settlements whose second write, which their timer begins, lasts until `end` is called. */
async function withWriteUnderWay() {
  const begun: number[][] = [];
  let end = (_error?: Error) => {};
  const settle = async (_studyId: number, { cuts }: { readonly cuts: readonly CutTrial[] }) => {
    begun.push(cuts.map(({ trial }) => trial));
    if (begun.length !== 2) return;
    await new Promise<void>((resolve, reject) => {
      end = (error) => (error ? reject(error) : resolve());
    });
  };
  const settlements = new Settlements({ settle }, 1, () => ({ keep: 1, below: 9 }));
  await settlements.add([cut(0)]);
  await settlements.add([cut(1)]);
  await vi.waitFor(() => expect(begun).toEqual([[0], [1]]));
  return { settlements, begun, end: (error?: Error) => end(error) };
}

it('a search does not end before a write that its timer began, and writes come one after the other', async () => {
  const { settlements, begun, end } = await withWriteUnderWay();
  const added = settlements.add([cut(2)]);
  let isOver = false;
  const over = Promise.all([added, settlements.flush()]).then(() => {
    isOver = true;
  });
  await new Promise(setImmediate);
  expect([isOver, begun]).toEqual([false, [[0], [1]]]);
  end();
  await over;
  expect(begun).toEqual([[0], [1], [2]]);
});

it('a failed search ends after a write that its timer began, and none begins later', async () => {
  const { settlements, begun, end } = await withWriteUnderWay();
  await Promise.race([settlements.add([cut(2)]), new Promise(setImmediate)]);
  let isOver = false;
  const over = settlements.abandon(new Error('the worker broke')).then(() => {
    isOver = true;
  });
  await new Promise(setImmediate);
  expect(isOver).toBe(false);
  end();
  await over;
  await expect(settlements.flush()).rejects.toThrow('the worker broke');
  expect(begun).toEqual([[0], [1]]);
});

it('a write that its timer began and that fails ends the search', async () => {
  const { settlements, end } = await withWriteUnderWay();
  const over = settlements.flush();
  end(new Error('the disk is full'));
  await expect(over).rejects.toThrow('the disk is full');
});
