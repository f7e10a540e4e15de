import { number, text } from '../actions/options/kinds.ts';
import { database } from '../actions/options/shared.ts';

export const defaultPort = 8265;

export const dashboardOptions = {
  options: {
    port: number(
      'that is a whole one from 1 to 65535',
      (port) => Number.isInteger(port) && port >= 1 && port < 2 ** 16,
      { describe: 'port of the page', defaultText: `${defaultPort}, or the next free one` },
    ),
    host: text({
      describe: 'address to listen on, for other machines too; reading then needs the token',
      defaultText: 'this machine alone',
    }),
    study: text({ describe: 'name of the study to show first (default: the newest)' }),
    ...database,
  },
};
