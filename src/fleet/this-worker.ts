import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { softwareOfMachine } from '../runs/software.ts';
import type { NewWorker } from '../store/machines.ts';

/** The database counts a worker as lost after three of them. */
const heartbeatSeconds = 10;

/** This process as a worker, with a new id. */
export async function thisWorker(slots: number): Promise<NewWorker> {
  const host = hostname();
  const id = `${host}-${process.pid}-${randomUUID().slice(0, 8)}`;
  return { id, host, processId: process.pid, slots, software: await softwareOfMachine(), heartbeatSeconds };
}
