import { posix } from 'node:path';
import { SiteError } from './site-error.ts';

/** Which paths of the source folder take part. */
export interface PathFilter {
  takes(file: string): boolean;
  /** Whether there may be a file in the folder that takes part. */
  mayHold(folder: string): boolean;
}

/** `include` and `exclude` name files and folders; a folder stands for all that is in it. */
export function createPathFilter(include: readonly string[], exclude: readonly string[]): PathFilter {
  const included = include.map((path) => toSteps(path, 'include'));
  const excluded = exclude.map((path) => toSteps(path, 'exclude'));

  return {
    takes: (file) => {
      const steps = file.split('/');
      return (
        (included.length === 0 || included.some((path) => opens(path, steps))) &&
        !excluded.some((path) => opens(path, steps))
      );
    },
    mayHold: (folder) => {
      const steps = folder.split('/');
      const onTheWay = included.some((path) => opens(path, steps) || opens(steps, path));
      return (included.length === 0 || onTheWay) && !excluded.some((path) => opens(path, steps));
    },
  };
}

/** Whether `start` is the beginning of `path`, or all of it. */
function opens(start: readonly string[], path: readonly string[]): boolean {
  return start.length <= path.length && start.every((step, index) => step === path[index]);
}

function toSteps(path: string, key: string): string[] {
  const normal = posix.normalize(path.replaceAll('\\', '/'));
  if (normal.startsWith('../') || normal === '..' || posix.isAbsolute(normal)) {
    throw new SiteError(`The configuration is not valid:\n  ${key}: "${path}" does not lie in the source folder.`);
  }
  return normal.split('/').filter((step) => step !== '' && step !== '.');
}
