import { describe, expect, test } from 'vitest';
import createYargs from 'yargs';
import { addCommands } from '../../src/commands/catalogue.ts';
import { givenTerminal } from './given-terminal.ts';

/** What the command line would print. */
async function printed(...args: string[]): Promise<string> {
  let text = '';
  await addCommands(createYargs(), givenTerminal()).parseAsync(
    args,
    (_error: unknown, _argv: unknown, output: string) => {
      text += output;
    },
  );
  return text;
}

const commands = [...(await printed('--help')).matchAll(/^ {2}\S+ (\w+)/gm)].map(
  ([, command]) => command ?? '',
);

describe('the help', () => {
  test('names the commands', () => {
    expect(commands).toEqual(
      expect.arrayContaining(['start', 'top', 'ensemble', 'sample', 'show', 'doctor']),
    );
    expect(commands.length).toBeGreaterThanOrEqual(17);
  });

  test.each(commands)('of %s shows an example', async (command) => {
    expect(await printed(command, '--help')).toContain('Examples:');
  });
});
