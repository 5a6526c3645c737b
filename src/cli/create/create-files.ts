import { join } from 'node:path';
import { parseManifest, type ManifestFormat } from '../../manifest/parse-manifest.ts';
import { readTemplate, templateInvalid } from '../scaffold/read-template.ts';
import { renderPlugin } from '../scaffold/render-plugin.ts';
import { renderTemplate } from '../scaffold/render-template.ts';
import type { Files, PluginPlan } from '../scaffold/plugin-plan.ts';

/** The files of a plugin, from a template if there is one. @throws TEMPLATE_INVALID */
export async function createFiles(plan: PluginPlan, template: string | undefined): Promise<Files> {
  if (template === undefined) return renderPlugin(plan);
  const files = renderTemplate(await readTemplate(template), plan);
  assertManifest(files, template);
  return files;
}

const FORMATS: readonly (readonly [string, ManifestFormat])[] = [
  ['plugin.json', 'json'],
  ['PLUGIN.md', 'markdown'],
  ['SKILL.md', 'markdown'],
];

/** What a template makes need not be a plugin; if it has a manifest, that has to be valid. */
function assertManifest(files: Files, template: string): void {
  for (const [name, format] of FORMATS) {
    const text = files[name];
    if (typeof text !== 'string') continue;
    const { problems } = parseManifest(text, { file: join(template, name), format });
    const errors = problems.filter(({ severity }) => severity === 'error').map(({ message }) => message);
    if (errors.length > 0) {
      throw templateInvalid(template, `its ${name} would not be valid: ${errors.join(' ').replace(/\.$/, '')}`);
    }
  }
}
