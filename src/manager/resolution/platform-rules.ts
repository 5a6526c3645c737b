import { quoteNames } from '../../errors/quote-names.ts';
import { locateFile } from './find-files.ts';
import { nameCopy, type Copy } from './copies.ts';
import { endSentence } from './obstacle.ts';
import type { ResolutionPlatform } from './resolution-input.ts';
import type { Verdict } from './verdict.ts';

export function judgePlatform(copy: Copy, { os, cpu }: ResolutionPlatform): Verdict | undefined {
  const { platform } = copy.found.manifest!;
  if (!isListed(os, platform.os)) return unsupported(copy, 'operating systems', platform.os!, os);
  if (!isListed(cpu, platform.cpu)) return unsupported(copy, 'processors', platform.cpu!, cpu);
  return undefined;
}

/** The rules of npm: `!win32` excludes, and where anything is named without `!`, only that is included. */
function isListed(value: string, list: readonly string[] | undefined): boolean {
  if (list === undefined || list.length === 0) return true;
  if (list.includes(`!${value}`)) return false;
  return list.includes(value) || list.every((each) => each.startsWith('!'));
}

function unsupported(copy: Copy, what: string, wanted: readonly string[], found: string): Verdict {
  const list = wanted.map((each) => `"${each}"`).join(', ');
  return {
    state: 'unsupported',
    code: 'PLATFORM_UNSUPPORTED',
    reason: `The plugin ${nameCopy(copy)} supports the ${what} ${list}, but this is "${found}".`,
    remedy: `Run the host on a platform that the plugin supports, or disable "${copy.id}".`,
  };
}

export function judgePrograms(copy: Copy, missing: ReadonlySet<string>): Verdict | undefined {
  const absent = copy.found.manifest!.platform.bins.filter(({ name }) => missing.has(name));
  if (absent.length === 0) return undefined;
  const [what, verb] = absent.length === 1 ? ['program', 'is'] : ['programs', 'are'];
  const why = `the ${what} ${quoteNames(absent.map(({ name }) => name))}, which ${verb} not found through PATH`;
  return requirementMissing(copy, why, absent.map(toInstallation));
}

/** `absent` are absolute paths. */
export function judgeFiles(copy: Copy, absent: ReadonlySet<string>): Verdict | undefined {
  const files = copy.found
    .manifest!.platform.files.map(({ path, install }) => ({ path: locateFile(path, copy.found), install }))
    .filter(({ path }) => absent.has(path));
  if (files.length === 0) return undefined;
  const [what, verb] = files.length === 1 ? ['file', 'is'] : ['files', 'are'];
  const why = `the ${what} ${quoteNames(files.map(({ path }) => path))}, which ${verb} not there or cannot be read`;
  return requirementMissing(copy, why, files.map(toProvision));
}

function requirementMissing(copy: Copy, why: string, remedies: readonly string[]): Verdict {
  return {
    state: 'unsupported',
    code: 'REQUIREMENT_MISSING',
    reason: `The plugin ${nameCopy(copy)} needs ${why}.`,
    remedy: remedies.join(' '),
  };
}

interface Requirement {
  readonly install?: string | undefined;
}

function toInstallation({ name, install }: Requirement & { readonly name: string }): string {
  if (install === undefined) return `Install "${name}" and make sure that it is found through PATH.`;
  return endSentence(`Install "${name}": ${install}`);
}

function toProvision({ path, install }: Requirement & { readonly path: string }): string {
  if (install === undefined) return `Put "${path}" in its place and let this process read it.`;
  return endSentence(`Get "${path}": ${install}`);
}
