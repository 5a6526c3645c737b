import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { runShell } from '../cli/run-shell.ts';
import { listCodeFences, type CodeFence } from '../docs/code-fences.ts';
import { readDocument } from '../docs/documents.ts';
import { createTemporaryFolder } from '../examples/temporary-folder.ts';
import { assertBuilt } from '../tooling/assert-built.ts';
import { packageJson, packageRoot } from '../tooling/package-root.ts';

const STEPS = listCodeFences(readDocument('docs/guide/first-plugin.md')).filter(({ info }) =>
  /\bnewcomer\b/.test(info),
);
const MINUTES = 60_000;

/** Does what a document says, in a folder that is empty at first. */
class Newcomer {
  readonly #home: string;
  readonly #tarball: string;
  #folder: string;
  #output = '';

  constructor(home: string, tarball: string) {
    this.#home = home;
    this.#folder = home;
    this.#tarball = tarball;
  }

  async follow({ info, code, line }: CodeFence): Promise<void> {
    const [language, ...marks] = info.split(/\s+/);
    const path = marks.find((mark) => mark.startsWith('file='))?.slice('file='.length);
    if (path !== undefined) await this.#write(path, code);
    else if (language === 'text') this.#assertSeen(code.trim().split('\n'));
    else await this.#type(code, line);
  }

  #assertSeen(lines: readonly string[]): void {
    const missing = lines.filter((line) => !this.#output.includes(line));
    if (missing.length === 0) return;
    throw new Error(`The guide promises ${missing.join(', ')}, and shown was:\n${this.#output}`);
  }

  async #write(path: string, text: string): Promise<void> {
    const file = join(this.#home, 'shop', path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }

  /** The commands of one block, and the folder in which they end. */
  async #type(commands: string, line: number): Promise<void> {
    // The package is not published for the test: it comes from the file that would be, with the tested version of zod.
    const zod = `zod@${packageJson.devDependencies['zod']}`;
    const typed = commands.replace(
      'npm install hookline zod',
      `npm install --no-audit --no-fund '${this.#tarball}' ${zod}`,
    );
    const { exitCode, output } = await runShell(`{ set -e\n${typed}\necho "in: $PWD"; }`, this.#folder);
    if (exitCode !== 0) throw new Error(`The commands in line ${line} ended with ${exitCode}:\n${output}`);
    const [shown = '', folder = ''] = output.trimEnd().split(/\nin: (?=[^\n]*$)/);
    this.#output = shown;
    this.#folder = folder;
  }
}

test(
  'a newcomer who types what the guide says has a tested plugin in five minutes',
  async () => {
    assertBuilt();
    const home = await createTemporaryFolder();
    const packages = await createTemporaryFolder();
    const packed = await runShell(`npm pack --ignore-scripts --silent --pack-destination '${packages}'`, packageRoot);
    expect(packed).toMatchObject({ exitCode: 0 });
    const newcomer = new Newcomer(home, join(packages, packed.output.trim().split('\n').at(-1)!));
    const begin = performance.now();
    for (const step of STEPS) await newcomer.follow(step);
    console.info(`The newcomer took ${((performance.now() - begin) / 1000).toFixed(1)} seconds.`);
  },
  5 * MINUTES,
);
