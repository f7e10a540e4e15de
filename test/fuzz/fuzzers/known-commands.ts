import createYargs, { type Argv, type CommandModule } from 'yargs';
import { addCommands } from '../../../src/commands/catalogue.ts';
import type { Terminal } from '../../../src/commands/terminal.ts';

export interface KnownFlag {
  readonly name: string;
  readonly kind: 'switch' | 'text' | 'other';
  readonly choices: readonly string[];
}

export interface KnownCommand {
  readonly name: string;
  readonly flags: readonly KnownFlag[];
}

interface Options {
  readonly key: Readonly<Record<string, unknown>>;
  readonly boolean: readonly string[];
  readonly string: readonly string[];
  readonly choices: Readonly<Record<string, readonly string[]>>;
}

const terminal = { columns: 80 } as Terminal;

/** The commands and their flags, as they declare them to yargs, so that a new flag is tried without a change here. */
export async function knownCommands(): Promise<KnownCommand[]> {
  const modules: CommandModule[] = [];
  const collector = { command: (module: CommandModule) => modules.push(module) } as unknown as Argv;
  addCommands(collector, terminal, (inner) => inner);
  return Promise.all(
    modules.map(async ({ command, builder }) => {
      const yargs = createYargs([]);
      if (typeof builder === 'function') await builder(yargs);
      const options = (yargs as unknown as { getOptions(): Options }).getOptions();
      const names = Object.keys(options.key).filter(
        (name) => name.length > 1 && !/^(help|version)$/.test(name),
      );
      const flags = names.map((name): KnownFlag => {
        const kind = options.boolean.includes(name)
          ? 'switch'
          : options.string.includes(name)
            ? 'text'
            : 'other';
        return { name, kind, choices: options.choices[name] ?? [] };
      });
      return { name: String(command).split(' ')[0] ?? '', flags };
    }),
  );
}
