import type { SearchSpace } from '../../../study/search-space.ts';
import { getJson } from '../../api/request.ts';
import { studyPath } from '../../api/study-api.ts';

/** The search space of a study, with its distributions and conditions. */
export function getSpace(id: number): Promise<SearchSpace> {
  return getJson(studyPath(id, 'space'));
}
