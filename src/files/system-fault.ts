/** System error codes that a user or an administrator can resolve, in words. */
const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'no space is left on the disk',
  EDQUOT: 'the disk quota is used up',
  EIO: 'the disk reports an input/output error',
  EFBIG: 'the file is larger than the file system or the process may make it',
  EROFS: 'the file system is read-only',
  EACCES: 'permission denied',
  EPERM: 'the operation is not permitted',
  ENAMETOOLONG: 'the path or a name in it is too long',
  ELOOP: 'the path leads through too many symbolic links',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EISDIR: 'it is a folder',
  EEXIST: 'something is there already',
  ENOTEMPTY: 'the folder that is there is not empty',
  EBUSY: 'it is in use or a mount point',
  EMFILE: 'too many files are open in this process',
  ENFILE: 'too many files are open on this machine',
  ERR_FS_FILE_TOO_LARGE: 'it is larger than 2 GiB',
};

/** Undefined for errors that hpsearch itself may have caused. */
interface SystemFault {
  /** In words, with the system's code: "no space is left on the disk (ENOSPC)". */
  readonly reason: string;
  readonly path?: string;
}

/** A full disk, a missing permission, a path that the system refuses; undefined for every other error. */
export function systemFault(error: unknown): SystemFault | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, path } = error as NodeJS.ErrnoException;
  if (code === 'ERR_INVALID_ARG_VALUE' && error.message.includes('null bytes')) {
    return { reason: 'the path holds a NUL character' };
  }
  if (code === 'ERR_DLOPEN_FAILED') return { reason: `${unloadedModule(error)} (${code})` };
  if (code === undefined || !Object.hasOwn(reasons, code)) return systemFault(error.cause);
  return { reason: `${reasons[code]} (${code})`, ...(typeof path === 'string' && { path }) };
}

/** Node names a native module that it cannot load in the message alone, which may have several lines. */
function unloadedModule({ message }: Error): string {
  const file = /(?:^|')([^'\n]+\.node)/.exec(message)?.[1] ?? '';
  return `the native module ${file} does not load in this version of Node: npm rebuild builds it for this one`;
}

/** The reason of a system fault, or the error's own message. */
export function reasonOf(error: unknown): string {
  return systemFault(error)?.reason ?? (error instanceof Error ? error.message : String(error));
}

/** The path and the reason, as one line for the user. */
export function describeSystemFault({ path, reason }: SystemFault): string {
  return path === undefined ? reason : `${path}: ${reason}`;
}
