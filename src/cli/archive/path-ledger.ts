import { MAX_BYTES, MAX_FILES } from './limits.ts';
import { pathProblem } from './path-problem.ts';

/**
 * Takes down the files of an archive one by one, and says what is wrong with the next: its path, one that is there already, on
 * disks that ignore case too, or that there is too much of everything.
 */
export class PathLedger {
  /** By how a disk that ignores case and the forms of Unicode sees them: how they are written, and what they are. */
  readonly #known = new Map<string, { readonly path: string; readonly isFile: boolean }>();
  #files = 0;
  #bytes = 0;

  /** Why a file may not be there; `undefined` if it may. */
  add(path: string, bytes: number): string | undefined {
    this.#files += 1;
    this.#bytes += bytes;
    if (this.#files > MAX_FILES) return `it has more than ${MAX_FILES} files`;
    if (this.#bytes > MAX_BYTES) return `its files have more than ${MAX_BYTES} bytes together`;
    return pathProblem(path) ?? this.#collision(path);
  }

  #collision(path: string): string | undefined {
    const names = path.split('/');
    for (const index of names.keys()) {
      const part = names.slice(0, index + 1).join('/');
      const isFile = index === names.length - 1;
      const key = part.normalize('NFC').toLowerCase();
      const known = this.#known.get(key);
      if (known === undefined) this.#known.set(key, { path: part, isFile });
      else if (known.path === part && isFile && known.isFile) return `the path "${path}" is in it twice`;
      else if (known.path === part && (isFile || known.isFile)) return `"${part}" is both a file and a folder in it`;
      else if (known.path !== part) return `the paths "${known.path}" and "${part}" are one on disks that ignore case`;
    }
    return undefined;
  }
}
