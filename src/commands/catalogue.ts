import type { Argv } from 'yargs';
import { doctorCommand } from './doctor.ts';
import { ensembleCommand } from './ensemble.ts';
import { sampleCommand } from './sample.ts';
import { showCommand } from './show.ts';
import { startCommand } from './start.ts';
import { studiesCommand } from './studies.ts';
import type { Terminal } from './terminal.ts';
import { topCommand } from './top.ts';

/** Adds every command to the command line, in the order in which help lists them. */
export function addCommands(yargs: Argv, terminal: Terminal, version: string): Argv {
  return yargs
    .command(startCommand(terminal))
    .command(topCommand(terminal))
    .command(ensembleCommand(terminal))
    .command(sampleCommand(terminal))
    .command(showCommand(terminal))
    .command(studiesCommand(terminal))
    .command(doctorCommand(terminal, version));
}
