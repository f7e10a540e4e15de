import { crc32 } from 'node:zlib';

/** A PNG or JPEG whose header declares another size than its pixels have; a PNG's checksum is right. */
export function withDeclaredSize(picture: Buffer, height: number, width: number): Buffer {
  const changed = Buffer.from(picture);
  if (changed.subarray(1, 4).toString('latin1') === 'PNG') {
    changed.writeUInt32BE(width, 16);
    changed.writeUInt32BE(height, 20);
    changed.writeUInt32BE(crc32(changed.subarray(12, 29)), 29);
    return changed;
  }
  // A JPEG's start of frame: marker, length, precision, height, width.
  const frame = changed.indexOf(Buffer.from([0xff, 0xc0]));
  if (frame < 0) return changed;
  changed.writeUInt16BE(height % 65_536, frame + 5);
  changed.writeUInt16BE(width % 65_536, frame + 7);
  return changed;
}
