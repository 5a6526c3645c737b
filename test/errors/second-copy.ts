import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import { packageRoot } from '../tooling/package-root.ts';

/** A copy of `src/errors` in a folder of its own, as JavaScript that threads and processes can load without a build. */
export interface SecondCopy extends AsyncDisposable {
  readonly url: string;
}

export async function createSecondCopy(): Promise<SecondCopy> {
  const folder = await mkdtemp(join(tmpdir(), 'hookline-copy-'));
  const sources = join(packageRoot, 'src/errors');
  for (const file of await readdir(sources)) {
    const source = await readFile(join(sources, file), 'utf8');
    await writeFile(join(folder, file.replace(/\.ts$/, '.js')), toJavaScript(source));
  }
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  return {
    url: pathToFileURL(folder).href,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}

function toJavaScript(source: string): string {
  const compilerOptions = {
    target: ScriptTarget.ES2023,
    module: ModuleKind.ESNext,
    rewriteRelativeImportExtensions: true,
  };
  return transpileModule(source, { compilerOptions }).outputText;
}
