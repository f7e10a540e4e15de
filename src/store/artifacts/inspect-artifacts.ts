import type { ArtifactsReport } from '../../reports/doctor-report.ts';
import type { LedgerRow } from '../artifact.ts';
import { openArtifacts } from './open-artifacts.ts';

/** Compares the artifacts of a study with the objects in their places; missing objects are added to `faults`. */
export async function inspectArtifacts(
  listed: readonly LedgerRow[],
  place: string | undefined,
  faults: string[],
): Promise<ArtifactsReport[]> {
  const places = new Set([...listed.map((each) => each.place), ...(place === undefined ? [] : [place])]);
  const reports: ArtifactsReport[] = [];
  for (const each of places) {
    const here = listed.filter((artifact) => artifact.place === each && !artifact.isDropped);
    const objects = new Map((await openArtifacts(each).list()).map(({ name, bytes }) => [name, bytes]));
    for (const { name, bytes, part, trial } of here) {
      const found = objects.get(name);
      objects.delete(name);
      if (found === bytes) continue;
      const fault = found === undefined ? 'is missing' : `has ${found} bytes in place of ${bytes}`;
      faults.push(`${each}/${name} ${fault}: the ${part} of trial ${trial}`);
    }
    const orphanBytes = [...objects.values()].reduce((sum, bytes) => sum + bytes, 0);
    const bytes = here.reduce((sum, artifact) => sum + artifact.bytes, 0);
    reports.push({ place: each, objects: here.length, bytes, orphans: objects.size, orphanBytes });
  }
  return reports;
}
