import { UsageError } from '../../faults/errors.ts';
import { message, option } from '../../faults/message.ts';
import type { Task } from '../pipeline.ts';
import { type PartView, partViews } from './part-views.ts';

/**
 * The target of this name alone, or where none is named the only one with classes. UsageError for a name that no target
 * has, and where several have classes.
 */
export function chosenTarget(task: Task, name: string | undefined): PartView {
  const views = partViews(task);
  const [first] = views as [PartView];
  if (task.kind !== 'joint' && task.kind !== 'multilabel') {
    if (name === undefined) return first;
    throw new UsageError(message`${option('target')}: must be left out, as the study has one target`);
  }
  const ofClasses = views.filter((view) => view.task.kind === 'classification');
  const found = name === undefined ? ofClasses : views.filter((view) => view.name === name);
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  const known = (name === undefined && ofClasses.length > 0 ? ofClasses : views).map((view) => view.name);
  throw new UsageError(message`${option('target')}: must name one of ${known.join(', ')}`);
}
