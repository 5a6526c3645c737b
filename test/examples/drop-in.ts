/** A plugin folder as somebody drops it in: what differs from a minimal manifest, and the default export of its entry. */
export interface DropIn {
  readonly manifest?: Readonly<Record<string, unknown>>;
  readonly code: string;
}

/** The files of plugin folders by their paths under `folder`; each is named by its id. */
export function dropInFiles(folder: string, plugins: Readonly<Record<string, DropIn>>): Record<string, string> {
  const files = Object.entries(plugins).flatMap(([id, { manifest, code }]) => [
    [`${folder}/${id}/plugin.json`, JSON.stringify({ ...MINIMAL, id, ...manifest })],
    [`${folder}/${id}/index.mjs`, `export default ${code};`],
  ]);
  return Object.fromEntries(files) as Record<string, string>;
}

const MINIMAL = { version: '1.0.0', api: '^1.0', entry: './index.mjs' };

/** Adds a file to the site. */
export const FEED: DropIn = {
  manifest: { hooks: { before_export: {} } },
  code: "{ hooks: { before_export: ({ files }) => [...files, { path: 'feed.xml', content: '<feed/>' }] } }",
};

/** Puts a text behind the body of each page. */
export function toSigner(text: string): DropIn {
  return {
    manifest: { hooks: { after_page_render: { order: 'last' } } },
    code: `{ hooks: { after_page_render: ({ html }) => html + '<p>${text}</p>' } }`,
  };
}
