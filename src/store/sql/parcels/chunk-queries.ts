import { batchesOf } from '../../batches.ts';
import { RowFault } from '../../database-error.ts';
import type { Parcel, ParcelName } from '../../parcel-store.ts';
import { bytesIn, countIn, fieldIn } from '../cells.ts';
import type { Database } from '../schema.ts';

export async function putChunk(database: Database, hash: string, bytes: Uint8Array): Promise<void> {
  await database
    .insertInto('chunks')
    .values({ hash, bytes })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function chunk(database: Database, hash: string): Promise<Uint8Array | undefined> {
  const row = await database.selectFrom('chunks').select('bytes').where('hash', '=', hash).executeTakeFirst();
  return row && bytesIn({ table: 'chunks' }, `hash ${hash}`, row.bytes);
}

export async function missingChunks(database: Database, hashes: readonly string[]): Promise<string[]> {
  const found = new Set<unknown>();
  for (const batch of batchesOf(hashes)) {
    const rows = await database.selectFrom('chunks').select('hash').where('hash', 'in', batch).execute();
    for (const { hash } of rows) found.add(hash);
  }
  return [...new Set(hashes)].filter((hash) => !found.has(hash));
}

export async function setParcel(
  database: Database,
  studyId: number,
  name: ParcelName,
  { bytes, chunkBytes, chunks }: Parcel,
): Promise<void> {
  const columns = { bytes, chunk_bytes: chunkBytes, chunks: chunks.join('\n') };
  await database
    .insertInto('parcels')
    .values({ study_id: studyId, name, ...columns })
    .onConflict((conflict) => conflict.columns(['study_id', 'name']).doUpdateSet(columns))
    .execute();
}

export async function parcel(
  database: Database,
  studyId: number,
  name: ParcelName,
): Promise<Parcel | undefined> {
  const row = await database
    .selectFrom('parcels')
    .selectAll()
    .where('study_id', '=', studyId)
    .where('name', '=', name)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const place = { table: 'parcels', studyId };
  return {
    bytes: countIn(place, 'bytes', row.bytes),
    chunkBytes: countIn(place, 'chunk_bytes', row.chunk_bytes),
    chunks: hashesIn(row.chunks, studyId),
  };
}

function hashesIn(cell: unknown, studyId: number): string[] {
  const hashes = typeof cell === 'string' ? cell.split('\n') : [];
  if (hashes.length > 0 && hashes.every((hash) => /^[0-9a-f]{64}$/.test(hash))) return hashes;
  const constraint = 'must be SHA-256 hashes, one a line';
  throw new RowFault({ field: fieldIn({ table: 'parcels', studyId }, 'chunks'), constraint });
}
