import type { Argv, CommandModule, InferredOptionTypes } from 'yargs';
import { renderSample } from '../report/text/sample-table.ts';
import { samplerNamed } from '../samplers/catalogue.ts';
import { firstConfigurations } from '../samplers/configuration.ts';
import { prepareSpec } from '../search/prepare-spec.ts';
import { jsonOption, samplerOption, wholeNumber } from './options.ts';
import { printJson, type Terminal } from './terminal.ts';

const options = {
  n: { requiresArg: true, coerce: wholeNumber('n', 1), default: 5, describe: 'how many' },
  seed: {
    requiresArg: true,
    coerce: wholeNumber('seed', 0),
    describe: "seed of the study (default: the space's)",
  },
  sampler: samplerOption,
  json: jsonOption,
} as const;

type SampleArguments = InferredOptionTypes<typeof options> & { space: string };

/** hpsearch sample <space>: the configurations that `start` would run, without running them. */
export function sampleCommand(terminal: Terminal): CommandModule<object, SampleArguments> {
  return {
    builder: (yargs: Argv) =>
      yargs
        .positional('space', { type: 'string', demandOption: true, describe: 'the space file, JSON or YAML' })
        .options(options)
        .example('$0 sample space.json --n 5', 'the first five configurations'),
    handler: async (argv) => {
      const { spec } = await prepareSpec(argv);
      const sampler = samplerNamed(spec.search.sampler);
      const sampled = firstConfigurations(sampler, spec, argv.n).map((config, trial) => ({ trial, config }));
      if (argv.json) printJson(terminal, sampled);
      else terminal.out(renderSample(sampled, spec.space, terminal.columns));
    },
  };
}
