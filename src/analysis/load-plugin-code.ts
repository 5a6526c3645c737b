import { readFile, realpath, stat } from 'node:fs/promises';
import { relative, sep } from 'node:path';
import type { Manifest } from '../manifest/manifest.ts';
import { findAddons } from './find-addons.ts';
import type { ImportSite } from './imports-of.ts';
import { readPackageFile } from './package-file.ts';
import type { KnownHookspec, PluginCode, SkippedFile } from './plugin-code.ts';
import { resolveImport, type ResolveOptions } from './resolve-import.ts';
import { toSourceFile, type SourceFile } from './source-file.ts';

/** Beyond these a folder is no plugin that somebody wrote; what is left out is reported. */
const MAX_FILES = 10_000;
const MAX_FILE_BYTES = 8 * 1024 * 1024;
const MAX_ALL_BYTES = 64 * 1024 * 1024;

export interface LoadOptions {
  readonly folder: string;
  /** Absolute; without it only the folder is looked at. */
  readonly entryFile: string | undefined;
  readonly manifest: Manifest;
  readonly hookspecs?: Readonly<Record<string, KnownHookspec>> | undefined;
  readonly pluginFolders?: readonly string[] | undefined;
  readonly packages?: boolean | undefined;
}

/** Reads the entry of a plugin, and all that it imports inside its folder. None of it is run. */
export async function loadPluginCode(
  options: LoadOptions,
  ruleIds: ReadonlySet<string> = new Set(),
): Promise<PluginCode> {
  const folder = await realpath(options.folder);
  const packageFile = await readPackageFile(folder);
  const graph = new ModuleGraph({ folder, packageFile, packages: options.packages ?? false });
  const entryFile =
    options.entryFile === undefined ? undefined : await realpath(options.entryFile).catch(() => undefined);
  if (entryFile !== undefined) await graph.load(entryFile);
  const others = (options.pluginFolders ?? []).map(async (other) => ({
    folder: await realpath(other).catch(() => other),
    packageName: (await readPackageFile(other))?.name,
  }));
  return {
    folder,
    manifest: options.manifest,
    hookspecs: options.hookspecs,
    others: (await Promise.all(others)).filter((other) => other.folder !== folder),
    packageFile,
    entry: entryFile === undefined ? undefined : graph.files.get(entryFile),
    files: [...graph.files.values()],
    eager: graph.eager(entryFile),
    skipped: graph.skipped,
    addons: await findAddons({ folder, packageFile, packages: options.packages ?? false }),
    ruleIds,
    resolve: (specifier, from) => graph.targetOf(specifier, from),
    fileAt: (file) => graph.files.get(file),
  };
}

/** The files of a plugin that are reached from its entry, and what leads where. */
class ModuleGraph {
  readonly files = new Map<string, SourceFile>();
  readonly skipped: SkippedFile[] = [];
  readonly #targets = new Map<SourceFile, Map<string, string | undefined>>();
  readonly #options: ResolveOptions;
  #bytes = 0;

  constructor(options: ResolveOptions) {
    this.#options = options;
  }

  async load(entry: string): Promise<void> {
    const seen = new Set([entry]);
    const waiting = [entry];
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      const source = await this.#read(file);
      if (source === undefined) continue;
      for (const target of await this.#resolveAll(source)) {
        if (seen.has(target)) continue;
        seen.add(target);
        waiting.push(target);
      }
    }
  }

  targetOf(specifier: string, from: SourceFile): string | undefined {
    return this.#targets.get(from)?.get(specifier);
  }

  eager(entry: string | undefined): ReadonlySet<SourceFile> {
    const first = entry === undefined ? undefined : this.files.get(entry);
    const eager = new Set(first === undefined ? [] : [first]);
    // A set is walked in the order of adding, past what is added meanwhile.
    for (const file of eager) {
      for (const site of file.imports.filter(isEager)) {
        const target = this.files.get(this.targetOf(site.specifier!, file) ?? '');
        if (target !== undefined) eager.add(target);
      }
    }
    return eager;
  }

  async #read(file: string): Promise<SourceFile | undefined> {
    if (!/\.[cm]?[jt]sx?$/.test(file)) {
      // Data and addons are no code; the latter are found in the folder.
      if (!/\.(?:json|node|wasm)$/.test(file)) return this.#parse(file);
      return undefined;
    }
    return this.#parse(file);
  }

  async #parse(file: string): Promise<SourceFile | undefined> {
    const reason = await this.#obstacle(file);
    const text = reason === undefined ? await readFile(file, 'utf8').catch(() => undefined) : undefined;
    if (text === undefined || text.slice(0, 8192).includes('\0')) {
      this.skipped.push({ file, reason: reason ?? (text === undefined ? 'it cannot be read' : 'it is not text') });
      return undefined;
    }
    const source = toSourceFile(text.replace(/^\uFEFF/, ''), { file, folder: this.#options.folder });
    this.files.set(file, source);
    return source;
  }

  async #obstacle(file: string): Promise<string | undefined> {
    const { size } = await stat(file).catch(() => ({ size: 0 }));
    if (size > MAX_FILE_BYTES) return `it has more than ${MAX_FILE_BYTES} bytes`;
    if (this.files.size >= MAX_FILES) return `there are more than ${MAX_FILES} files`;
    this.#bytes += size;
    return this.#bytes > MAX_ALL_BYTES ? `the files have more than ${MAX_ALL_BYTES} bytes together` : undefined;
  }

  async #resolveAll(source: SourceFile): Promise<readonly string[]> {
    const targets = new Map<string, string | undefined>();
    this.#targets.set(source, targets);
    for (const { specifier, typeOnly } of source.imports) {
      if (specifier === undefined || typeOnly || targets.has(specifier)) continue;
      targets.set(specifier, await resolveImport(specifier, source.file, this.#options));
    }
    return [...targets.values()].filter((target) => target !== undefined);
  }
}

function isEager({ specifier, typeOnly, atImport }: ImportSite): boolean {
  return specifier !== undefined && !typeOnly && atImport;
}

export function relativePath(folder: string, file: string): string {
  return relative(folder, file).split(sep).join('/');
}
