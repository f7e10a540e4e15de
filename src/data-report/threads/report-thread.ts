import { parentPort, workerData } from 'node:worker_threads';
import { type HelperNews, type HelperOrder, takePiece } from './helper-order.ts';
import { partsOf, piecesOf } from './parts.ts';

const { examples, scaling, next } = workerData as HelperOrder;
const pieces = piecesOf(partsOf(examples, scaling));

for (let piece = takePiece(next); piece < pieces.length; piece = takePiece(next)) {
  try {
    parentPort?.postMessage({ piece, result: pieces[piece]?.compute() } satisfies HelperNews);
  } catch {
    // The thread that asked computes what is missing in the end, and meets the error itself.
  }
}
