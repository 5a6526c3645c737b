import type { Files, PluginPlan } from './plugin-plan.ts';
import { apiRange } from './text/manifest-text.ts';

type Words = Pick<PluginPlan, 'id' | 'name' | 'description' | 'author' | 'license' | 'year' | 'host'>;

/** The files of a template with what stands for `{{id}}`, `{{name}}` and the like in their texts and paths. */
export function renderTemplate(files: Files, words: Words): Files {
  const values = valuesOf(words);
  return Object.fromEntries(
    Object.entries(files).map(([path, content]) => [
      fill(path, values, inFileName),
      typeof content === 'string' ? fill(content, values, path.endsWith('.json') ? inJson : undefined) : content,
    ]),
  );
}

/** What a template can use; other words in braces belong to the template. */
function valuesOf({ id, name, description, author, license, year, host }: Words): Readonly<Record<string, string>> {
  const [publisher = '', short = ''] = id.split('.');
  const api = apiRange(host.api);
  return { id, publisher, short, name, description, author, license, year: String(year), api, host: host.name ?? '' };
}

function fill(
  text: string,
  values: Readonly<Record<string, string>>,
  escape = (value: string): string => value,
): string {
  return text.replaceAll(/\{\{ ?([a-z]+) ?\}\}/g, (whole, word: string) =>
    Object.hasOwn(values, word) ? escape(values[word]!) : whole,
  );
}

/** A path stays the path that the template gives, on every system. */
function inFileName(value: string): string {
  return value.replaceAll(/[\p{Cc}\\/:*?"<>|]/gu, '-').replace(/^\.+$/, '-');
}

function inJson(value: string): string {
  return JSON.stringify(value).slice(1, -1);
}
