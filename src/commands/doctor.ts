import { availableParallelism } from 'node:os';
import type { Argv, CommandModule, InferredOptionTypes } from 'yargs';
import { renderTable } from '../report/table.ts';
import { probeBackends } from '../training/backend.ts';
import { jsonOption } from './options.ts';
import { printJson, type Terminal } from './terminal.ts';

const options = { json: jsonOption } as const;

/** hpsearch doctor: what this machine can compute with. */
export function doctorCommand(
  terminal: Terminal,
): CommandModule<object, InferredOptionTypes<typeof options>> {
  return {
    builder: (yargs: Argv) => yargs.options(options).example('$0 doctor', 'which backends load, and why not'),
    handler: async ({ json }) => {
      const backends = await probeBackends();
      const { platform, arch, version: node } = process;
      const { version } = terminal;
      const chosen = backends.find(({ reason }) => reason === undefined)?.name ?? null;
      const report = {
        hpsearch: version,
        node,
        platform,
        arch,
        cores: availableParallelism(),
        chosen,
        backends,
      };
      if (json) return printJson(terminal, report);
      terminal.out(`hpsearch ${version}, node ${node}, ${platform} ${arch}, ${report.cores} cores\n`);
      terminal.out(
        renderTable(
          [
            { title: 'backend', align: 'left', cells: backends.map(({ name }) => name) },
            {
              title: 'state',
              align: 'left',
              cells: backends.map(
                ({ name, reason }) => reason ?? (name === chosen ? 'loads; auto takes it' : 'loads'),
              ),
            },
          ],
          terminal.columns,
        ).text,
      );
    },
  };
}
