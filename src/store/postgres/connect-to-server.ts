import { Client } from 'pg';
import { withoutSecrets } from '../location.ts';
import { patiently, shortMilliseconds } from '../patience.ts';
import type { Listener, ServerConnection } from '../server-connection.ts';
import { connectionSettings, mayBeSilent } from './connection-settings.ts';
import { asDatabaseError, isBusy, isLost } from './postgres-error.ts';
import { openingPatience, poolOf } from './postgres-store.ts';

/** One for a statement, and one for what runs in the background at the same time. */
const connections = 2;

/** A server that does not answer at first raises DatabaseError; one that is lost later is waited for without end. */
export async function connectToServer(location: string): Promise<ServerConnection> {
  const place = withoutSecrets(location);
  const pool = poolOf(location, connections);
  const patience = openingPatience(place, shortMilliseconds);
  const query = async (text: string, values?: readonly unknown[]) => {
    try {
      return await patiently(() => pool.query(text, values && [...values]), patience);
    } catch (error) {
      throw asDatabaseError(error, place);
    }
  };
  await query('select 1').catch(async (error) => {
    await pool.end();
    throw error;
  });
  patience.milliseconds = Number.POSITIVE_INFINITY;
  patience.passing = (error) => (isLost(error) || isBusy(error) ? 'unreachable' : undefined);
  return {
    query,
    listen: (channel, onMessage, onLost) => listen(location, channel, onMessage, onLost),
    close: () => pool.end(),
  };
}

async function listen(
  location: string,
  channel: string,
  onMessage: () => void,
  onLost: (error: Error) => void,
): Promise<Listener> {
  const client = new Client({ ...connectionSettings(location), ...mayBeSilent });
  let isClosed = false;
  const end = (error: Error) => {
    if (isClosed) return;
    isClosed = true;
    client.end().catch(() => undefined);
    onLost(error);
  };
  client.on('error', end);
  client.on('end', () => end(new Error('Connection terminated')));
  client.on('notification', onMessage);
  await client.connect();
  await client.query(`listen ${client.escapeIdentifier(channel)}`);
  return {
    async close() {
      isClosed = true;
      await client.end();
    },
  };
}
