import { z } from 'zod';
import { checked } from './checked.ts';
import type { Flaw } from './flaw.ts';
import { tooLong } from './text-rule.ts';

const MAX_LENGTH = 500;
/** Characters that file names cannot have on every system. */
export const PATH_FORBIDDEN = '\\\\:*?"<>|\\u0000-\\u001F';
const NAME_CHARACTER = `[^/${PATH_FORBIDDEN}]`;
const FOLDER = `(?:\\.|\\.?[^./${PATH_FORBIDDEN}]${NAME_CHARACTER}*|\\.\\.${NAME_CHARACTER}+)`;
const PATTERN = `^(?:${FOLDER}/+)*${NAME_CHARACTER}+\\.[cm]?[jt]s$`;
const DECLARATIONS = '\\.d\\.[cm]?ts$';

/** The path of the entry module, relative to the folder of the manifest, with `/` between its parts. */
export const EntryPath = checked(z.string(), findFlaws, {
  pattern: PATTERN,
  maxLength: MAX_LENGTH,
  not: { pattern: `^~|${DECLARATIONS}` },
});

const EMPTY: Flaw = {
  code: 'MANIFEST_INVALID',
  message: 'The entry is empty.',
  hint: 'Write a path such as "./index.js".',
};

function findFlaws(entry: string): readonly Flaw[] {
  if (entry === '') return [EMPTY];
  if (entry.length > MAX_LENGTH) return [tooLong(entry, MAX_LENGTH)];
  const flaw = findNotRelative(entry) ?? findOutside(entry) ?? findCharacter(entry) ?? findKind(entry);
  return flaw === undefined ? [] : [flaw];
}

function findNotRelative(entry: string): Flaw | undefined {
  const what = whatInstead(entry);
  if (what === undefined) return undefined;
  return { code: 'ENTRY_NOT_RELATIVE', message: `The entry ${JSON.stringify(entry)} is ${what}.` };
}

function whatInstead(entry: string): string | undefined {
  if (/^[a-z]:/i.test(entry)) return 'a path on a drive';
  if (/^[a-z][a-z0-9+.-]*:/i.test(entry)) return 'a URL';
  if (/^[/\\]/.test(entry)) return 'an absolute path';
  return entry.startsWith('~') ? 'a path from a home folder' : undefined;
}

function findOutside(entry: string): Flaw | undefined {
  const parts: string[] = [];
  for (const part of entry.split(/[/\\]+/)) {
    if (part === '..' && parts.pop() === undefined) {
      return {
        code: 'ENTRY_OUTSIDE',
        message: `The entry ${JSON.stringify(entry)} leads out of the folder of the plugin.`,
      };
    }
    if (part !== '' && part !== '.' && part !== '..') parts.push(part);
  }
  if (!/(?:^|[/\\])\.\.(?:[/\\]|$)/.test(entry)) return undefined;
  const message = `The entry ${JSON.stringify(entry)} goes up with "..".`;
  return { code: 'MANIFEST_INVALID', message, hint: `Write "./${parts.join('/')}".` };
}

function findCharacter(entry: string): Flaw | undefined {
  const [character] = new RegExp(`[${PATH_FORBIDDEN}]`).exec(entry) ?? [];
  if (character === undefined) return undefined;
  const message = `The entry ${JSON.stringify(entry)} contains ${JSON.stringify(character)}, which paths cannot contain on every system.`;
  const hint = character === '\\' ? `Write "${entry.replaceAll('\\', '/')}".` : 'Rename the file.';
  return { code: 'MANIFEST_INVALID', message, hint };
}

function findKind(entry: string): Flaw | undefined {
  if (/[^/]\.[cm]?[jt]s$/.test(entry) && !new RegExp(DECLARATIONS).test(entry)) return undefined;
  return {
    code: 'ENTRY_KIND_UNKNOWN',
    message: `The entry ${JSON.stringify(entry)} is not a JavaScript module: its name ends in none of .js, .mjs, .cjs, .ts, .mts, .cts.`,
    hint: 'Name a file that ends in .js, .mjs or .cjs: published plugins ship JavaScript. TypeScript is for development.',
  };
}
