import { UsageError } from '../../faults/errors.ts';
import { message, option } from '../../faults/message.ts';
import { type ExportSummary, requireExportPlace, exportModel as write } from '../../serving/export-model.ts';
import { isExported } from '../../serving/exported-model.ts';
import { requireNative } from '../../training/export/saved-model/require-native.ts';
import { readsOf, withStudyModel } from '../with-model.ts';
import type { ExportRequest } from './export-options.ts';

export interface ExportedModel extends ExportSummary {
  readonly study: string;
  readonly model: string;
}

/**
 * Writes a model for use without hpsearch. UsageError when it does not exist or the folder cannot be created;
 * InterruptedError, without a folder, when the signal is aborted before it is complete.
 */
export async function exportModel(
  request: ExportRequest,
  events: { signal(): AbortSignal },
): Promise<ExportedModel> {
  const { model, to, replace, format } = request;
  if (model !== undefined && isExported(model)) {
    throw new UsageError(message`${option('model')}: must be of a study, and ${model} is exported already`);
  }
  const place = { folder: to ?? '', mayReplace: replace };
  requireExportPlace({ ...place, reads: readsOf(request, undefined) });
  const isSavedModel = format === 'savedmodel';
  if (isSavedModel) await requireNative();
  return withStudyModel(
    request,
    async (opened) => {
      const whole = { ...place, reads: readsOf(request, opened) };
      const summary = await write(opened, whole, isSavedModel ? format : 'tfjs', events.signal());
      return { study: opened.choice.study.name, model: opened.served.name, ...summary };
    },
    isSavedModel ? 'native' : undefined,
  );
}
