import { resolve } from 'node:path';
import { UsageError } from '../../faults/errors.ts';
import { ObjectFolder } from '../../files/object-folder.ts';
import { withoutSecrets } from '../location.ts';
import type { ArtifactStore } from './artifact-store.ts';
import { s3Artifacts } from './s3-artifacts.ts';
import { isS3, locateS3, s3Location } from './s3-location.ts';

/** The artifacts of one study. UsageError when this machine cannot know how to reach the place. */
export function openArtifacts(place: string): ArtifactStore {
  return isS3(place) ? s3Artifacts(s3Location(place), place) : new ObjectFolder(place);
}

/** The same text for the same place, however it is named; a relative folder starts at `directory`. */
export function locateArtifacts(place: string, directory = process.cwd()): string {
  if (isS3(place)) return locateS3(place);
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(place) || place.trim() === '') {
    throw new UsageError(
      `must be a folder or s3://bucket/prefix, got ${JSON.stringify(withoutSecrets(place))}`,
    );
  }
  return resolve(directory, place);
}
