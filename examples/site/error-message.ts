const SYSTEM_ERRORS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EISDIR: 'is a folder',
  ELOOP: 'is a symbolic link that leads back to itself',
  ENAMETOOLONG: 'the name is too long for this file system',
  ENOENT: 'does not exist',
  ENOSPC: 'no space is left on the device',
  ENOTDIR: 'a part of the path is not a folder',
  EPERM: 'permission denied',
};

/** What went wrong in words, without the paths that Node repeats in the message of a system error. */
export function toMessage(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = systemCode(error);
  return (code === undefined ? undefined : SYSTEM_ERRORS[code]) ?? error.message;
}

/** `ENOENT` and the like, if the operating system reported the error. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
