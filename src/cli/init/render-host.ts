import { join } from 'node:path';
import { toHookFacts } from '../scaffold/hook-facts.ts';
import { toText } from '../scaffold/layout.ts';
import type { Files, PluginPlan } from '../scaffold/plugin-plan.ts';
import { renderPlugin } from '../scaffold/render-plugin.ts';
import { toPlan } from '../create/to-plan.ts';
import { FIRST_HOOKSPECS, firstHookspecs } from './first-hookspecs.ts';
import { FIRST_PLUGIN, type HostPlan } from './host-plan.ts';

/** The files of a new host, but for those that it adds to. */
export function renderHost(plan: HostPlan, year: number): Files {
  const { ending, hasPlugin } = plan;
  return {
    [`hookspecs.${ending}`]: FIRST_HOOKSPECS,
    [`hookline.config.${ending}`]: configText(plan),
    [`host.${ending}`]: hostText(plan),
    // A source that is not there is worth a warning.
    ...(hasPlugin ? pluginFiles(plan, year) : { 'plugins/.gitkeep': '' }),
  };
}

function configText({ name, api, ending }: HostPlan): string {
  return `import { join } from 'node:path';
import { defineConfig, directory } from 'hookline';
import { hookspecs } from './hookspecs.${ending}';

/** What the host is, for its own code and for the command "hookline". */
export default defineConfig({
  host: { name: ${toText(name)}, api: ${toText(api)} },
  hookspecs,
  // Plugins of this folder are the host's own: they run without being asked for.
  sources: [directory(join(import.meta.dirname, 'plugins'), { trusted: true })],
  stateDir: join(import.meta.dirname, '.hookline'),
});
`;
}

function hostText({ ending }: HostPlan): string {
  return `import { createPluginManager } from 'hookline';
import config from './hookline.config.${ending}';

const manager = createPluginManager(config);
await manager.start();
try {
  console.log(await manager.hooks.execute('greet', { text: 'Hello, world', name: 'world' }));
  for (const { id, state, reason } of manager.list()) console.log(reason ?? \`\${id} is \${state}\`);
} finally {
  await manager.stop();
}
`;
}

function pluginFiles(plan: HostPlan, year: number): Files {
  const files = renderPlugin(firstPlugin(plan, year));
  return Object.fromEntries(Object.entries(files).map(([path, content]) => [`${FIRST_PLUGIN}/${path}`, content]));
}

/** The plan that "hookline create" makes of these answers. */
function firstPlugin({ folder, name, api, language, ending }: HostPlan, year: number): PluginPlan {
  const hookspecs = { module: join(folder, `hookspecs.${ending}`), isFile: true, exported: 'hookspecs' };
  const scene = {
    host: { name, api, hooks: toHookFacts(firstHookspecs), hookspecs },
    types: [],
    templates: [],
    plugins: [],
    pluginsFolder: join(folder, 'plugins'),
  };
  // The name of the host is not for plugins.
  const publisher = name === 'example' ? 'acme' : 'example';
  const answers = { id: `${publisher}.hello`, hooks: ['greet'], language };
  return toPlan(answers, scene, { cwd: folder, year });
}
