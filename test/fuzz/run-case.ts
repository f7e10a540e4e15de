import { runBuiltCommand } from './built-command.ts';
import { makeCaseFolder } from './case-folder.ts';
import type { CommandServer } from './command-server.ts';
import type { FuzzCase, Fuzzer, Outcome, Run } from './fuzzer.ts';
import { faultsOfRun } from './oracle.ts';
import { takeSnapshot } from './snapshot.ts';
import type { Stock } from './stock.ts';

export interface Workplace {
  readonly server: CommandServer;
  readonly stock: Stock;
}

/** Runs the commands of a case in a folder of its own and judges them. */
export async function runCase(
  fuzzer: Fuzzer,
  fuzzCase: FuzzCase,
  { server, stock }: Workplace,
): Promise<Outcome> {
  const { folder, remove } = await makeCaseFolder(fuzzCase, stock);
  try {
    const runs: Run[] = [];
    const faults: string[] = [];
    let before = takeSnapshot(folder);
    for (const args of fuzzCase.commands) {
      const run =
        fuzzCase.program === 'built' ? await runBuiltCommand(args, folder) : await server.run(args, folder);
      const after = takeSnapshot(folder);
      runs.push(run);
      faults.push(...faultsOfRun(run, fuzzCase, before, after));
      before = after;
    }
    if (faults.length === 0) faults.push(...(fuzzer.judge?.(fuzzCase, runs, folder) ?? []));
    return { runs, faults };
  } finally {
    remove();
  }
}
