import type { JobReport } from '../../reports/dashboard/job-report.ts';
import type { SteeringRequest, StoredRequest } from '../../reports/dashboard/steering.ts';
import { getJson, post, request } from '../api/request.ts';
import { studyPath } from '../api/study-api.ts';

/** A request as it is stored, and what happens to it, in words. */
export interface AskedRequest {
  readonly request: StoredRequest;
  readonly note: string;
}

/** Leaves a request for the process that runs the study. RequestError with the one constraint that it breaks. */
export function askStudy(id: number, asked: SteeringRequest): Promise<AskedRequest> {
  return post(studyPath(id, 'requests'), asked);
}

export function getRequests(id: number): Promise<readonly StoredRequest[]> {
  return getJson(studyPath(id, 'requests'));
}

/** Starts an action of hpsearch beside the search, as a job of the server. */
export function startJob(id: number, action: string, options: object): Promise<JobReport> {
  return post(studyPath(id, `actions/${action}`), options);
}

export function getJobs(): Promise<readonly JobReport[]> {
  return getJson('/api/jobs');
}

export async function cancelJob(id: JobReport['id']): Promise<void> {
  await request(`/api/jobs/${id}`, { method: 'DELETE' });
}
