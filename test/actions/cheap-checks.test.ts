import { expect, it } from 'vitest';
import { makeCheapChecks } from '../../src/actions/search/cheap-checks.ts';
import { UsageError } from '../../src/faults/errors.ts';
import { type Message, worded } from '../../src/faults/message.ts';
import { contextOf } from '../checks/model/given-context.ts';

it('an error of ours that comes up while the cost is measured is thrown on', async () => {
  const { spec, dataset, source, backend } = contextOf({});
  let looks = 0;
  // The first is the measurement's; the checks themselves find all in order.
  const refuse = () => {
    if (++looks === 1) throw new UsageError('the backend is gone');
    return backend.tf.getBackend();
  };
  const tf = new Proxy(backend.tf, {
    get: (all, name) => (name === 'getBackend' ? refuse : Reflect.get(all, name)),
  });
  const checked = { spec, dataset, source, directory: '.', backend: { ...backend, tf } };
  const making = makeCheapChecks(checked, { space: 's.json', workers: 1 }, { onCheck() {}, note() {} });
  await expect(making).rejects.toThrow('the backend is gone');
});

it('checks that find no time are named, with what nobody knows then', async () => {
  const { spec, dataset, source, backend } = contextOf({});
  const notes: string[] = [];
  const made: string[] = [];
  let seconds = 0;
  // The first time that is asked for is the start; each check takes a quarter of a second.
  const clock = () => {
    seconds += 0.25;
    return seconds;
  };
  const watch = {
    onCheck: ({ name }: { readonly name: string }) => void made.push(name),
    note: (text: Message) => void notes.push(worded(text)),
  };
  const checked = { spec, dataset, source, directory: '.', backend };
  // The rows of this example fail a check, which is told as well.
  const making = makeCheapChecks(checked, { space: 's.json', workers: 1 }, watch, clock);
  await expect(making).rejects.toThrow('no-copied-rows');
  expect(made).toContain('finite-values');
  expect(made).not.toContain('same-seed');
  expect(notes).toEqual([
    expect.stringMatching(/Not checked: .*; same-seed \(whether the same seed trains the same, .*\)$/),
  ]);
});
