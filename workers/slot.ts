import { serveSlot } from '../src/pool/slot-server.ts';

// What `--isolation process` starts for each trial that runs at once.
serveSlot();
