/** A manifest with nothing but what has to be there. */
export function manifestOf(id: string, more: object = {}): { readonly id: string; readonly version: string } {
  return { id, version: '1.0.0', api: '^1.0', entry: './index.js', ...more } as never;
}

/** A valid plugin.json as text. */
export function pluginJson(id: string, more: object = {}): string {
  return JSON.stringify(manifestOf(id, more), undefined, 2);
}

/** The files of a plugin folder, with their paths. */
export function pluginFiles(folder: string, id: string, more: object = {}): Record<string, string> {
  return { [`${folder}/plugin.json`]: pluginJson(id, more), [`${folder}/index.js`]: 'export default {};\n' };
}

/** The files of an installed package that is a plugin. */
export function packageFiles(folder: string, name: string, id: string, more: object = {}): Record<string, string> {
  const content = { name, version: '1.0.0', exports: { '.': './index.js' }, hookline: manifestOf(id, more) };
  return { [`${folder}/package.json`]: JSON.stringify(content, undefined, 2), [`${folder}/index.js`]: 'export {};\n' };
}
