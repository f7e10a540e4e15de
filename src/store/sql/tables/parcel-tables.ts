import type { SqlFlavour } from './flavour.ts';

/** The tables of the data of studies: parcels, and the chunks of which they consist. */
export function parcelTables({ bytes }: SqlFlavour): readonly string[] {
  return [
    `create table chunks (hash text primary key, bytes ${bytes} not null)`,
    `create table parcels (
  study_id integer not null references studies (id) on delete cascade,
  name text not null,
  bytes bigint not null,
  chunk_bytes integer not null,
  chunks text not null,
  primary key (study_id, name)
)`,
  ];
}
