import { withoutSecrets } from '../../store/location.ts';
import { openDashboard } from '../dashboard.ts';
import { answeredFault } from '../door/refused.ts';
import { lowerPriority } from '../low-priority.ts';
import { wordsOf } from '../words.ts';
import type { ServeAnswer, ServeOrder } from './server-messages.ts';

// The search has ended, in whatever way.
process.on('disconnect', () => process.exit());
lowerPriority();
process.once('message', (order: ServeOrder) => void serve(order));

async function serve({ request, version }: ServeOrder): Promise<void> {
  const db = withoutSecrets(request.db);
  try {
    const { url, actingUrl, openingUrl } = await openDashboard({ ...request, db }, { version, onFault });
    tell({ kind: 'serves', addresses: { url, actingUrl, openingUrl } });
  } catch (error) {
    tell({ kind: 'failed', text: answeredFault(error, wordsOf(db)).error });
    process.disconnect();
  }
}

function onFault(error: unknown): void {
  process.stderr.write(`dashboard: ${error instanceof Error ? error.stack : String(error)}\n`);
}

function tell(answer: ServeAnswer): void {
  process.send?.(answer);
}
