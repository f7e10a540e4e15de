import { expect, it } from 'vitest';
import { makeCheapChecks } from '../../src/actions/search/cheap-checks.ts';
import { UsageError } from '../../src/faults/errors.ts';
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
