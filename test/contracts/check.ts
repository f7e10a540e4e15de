import { describe, expect, it } from 'vitest';
import type { Check, CheckContext } from '../../src/checks/check.ts';
import { runChecks } from '../../src/checks/run-checks.ts';

const cheapSeconds = 20;

/**
 * The promises of src/checks/check.ts, for any check; `sound` is a pipeline without faults, `broken` one whose model throws.
 */
export function describeCheck(
  check: Check,
  { sound, broken }: { readonly sound: () => CheckContext; readonly broken: () => CheckContext },
): void {
  describe(`the check ${check.name}`, () => {
    const made = async (context: CheckContext) => {
      const [result] = await runChecks([check], context, { now: () => performance.now(), onResult() {} });
      if (result === undefined) throw new Error('there is no result');
      return result;
    };

    it('has a name of lower-case words and a hypothesis in one line', () => {
      expect(check.name).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(check.hypothesis).toMatch(/^[^\n]{10,120}$/);
    });

    it('finds nothing to fix in a sound pipeline, the same in each run, and leaves no tensor', async () => {
      const context = sound();
      const tensors = context.backend.tf.memory().numTensors;
      const { seconds: _, ...first } = await made(context);
      const { seconds, ...again } = await made(context);
      expect(['pass', 'info', 'skip']).toContain(first.status);
      expect(first.message).toMatch(/^[^\n]+$/);
      // Measured times differ from run to run.
      if (check.name !== 'estimate') expect(again).toEqual(first);
      if (check.isCheap) expect(seconds).toBeLessThan(cheapSeconds);
      expect(context.backend.tf.memory().numTensors).toBe(tensors);
    });

    it("survives a model's own error", async () => {
      const { status, message } = await made(broken());
      expect(['pass', 'info', 'skip', 'warn', 'fail']).toContain(status);
      expect(message).not.toBe('');
    });
  });
}
