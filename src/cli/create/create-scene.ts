import { isHooklineError } from '../../errors/hookline-error.ts';
import { createPluginManager } from '../../manager/create-plugin-manager.ts';
import type { TemplateInfo } from '../../manager/commands/command-info.ts';
import type { PluginStatus } from '../../manager/plugin-status.ts';
import type { PluginType } from '../../manager/plugin-types/plugin-type.ts';
import type { CommandContext } from '../command.ts';
import { findHooklineSource } from './find-hookline-source.ts';
import { findHookspecModule } from '../scaffold/find-hookspec-module.ts';
import { toHookFacts } from '../scaffold/hook-facts.ts';
import type { HostFacts } from '../scaffold/plugin-plan.ts';

/** What a new plugin comes into. */
export interface CreateScene {
  readonly host: HostFacts;
  readonly types: readonly PluginType[];
  readonly templates: readonly TemplateInfo[];
  readonly plugins: readonly PluginStatus[];
  /** Where new plugins go, absolute. */
  readonly pluginsFolder: string | undefined;
}

const NO_HOST: CreateScene = {
  host: { name: undefined, api: '1.0.0', hooks: [], hookspecs: undefined },
  types: [],
  templates: [],
  plugins: [],
  pluginsFolder: undefined,
};

/** The host around the working folder; a plugin can be made without one. */
export async function openScene(context: CommandContext): Promise<CreateScene> {
  try {
    const setup = await context.openSetup();
    await using manager = createPluginManager(setup.options);
    // That there is no folder of plugins yet is no news here.
    manager.on('manager:problem', () => {});
    await manager.rescan();
    const { host, hookspecs, sources = [], pluginTypes = [] } = setup.options;
    const named = (context.options as { readonly hookspecs?: string }).hookspecs;
    return {
      host: {
        name: host.name,
        api: host.api,
        hooks: toHookFacts(hookspecs),
        hookspecs: await findHookspecModule(setup, { hookspecs: named, cwd: context.cwd }),
        hookline: await findHooklineSource(setup.folder),
      },
      types: pluginTypes,
      templates: manager.templates(),
      plugins: manager.list(),
      pluginsFolder: sources.find(({ folder }) => folder !== undefined)?.folder,
    };
  } catch (thrown) {
    const isMissing = isHooklineError(thrown) && thrown.code === 'HOST_CONFIG_MISSING';
    if (!isMissing || isNamed(context)) throw thrown;
    return NO_HOST;
  }
}

/** Whoever names a configuration wants that one. */
function isNamed({ options }: CommandContext): boolean {
  return (options as { readonly config?: string }).config !== undefined;
}
