import { text, wholeNumber } from '../actions/options/kinds.ts';
import { database } from '../actions/options/shared.ts';

export const defaultPort = 8265;

export const dashboardOptions = {
  options: {
    port: wholeNumber(1, {
      describe: 'port of the page',
      defaultText: `${defaultPort}, or the next free one`,
    }),
    host: text({
      describe: 'address to listen on, for other machines too; reading then needs the token',
      defaultText: 'this machine alone',
    }),
    study: text({ describe: 'name of the study to show first (default: the newest)' }),
    ...database,
  },
};
