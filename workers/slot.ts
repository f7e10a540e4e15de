import { serveSlot } from '../src/pool/slot-server.ts';

// The entry module of a worker process; `--isolation process` starts one for each concurrent trial.
serveSlot();
