import type { CommandInfo, LoadedModule, PluginManager, TemplateInfo } from 'hookline';
import { definePluginType, scaffoldType } from 'hookline';
import { definePlugin, type CommandArgs, type CommandOptions, type PluginContext } from 'hookline/plugin';
import { expectError, expectType } from 'tsd';
import type { DemoHooks } from './demo-hooks.js';

// Commands whose types nobody gave get what any command gets.
definePlugin<DemoHooks>({
  commands: {
    import: ({ args, options, signal }, ctx) => {
      expectType<CommandArgs>(args);
      expectType<CommandOptions>(options);
      expectType<AbortSignal>(signal);
      expectType<PluginContext>(ctx);
    },
  },
});

// Those with types have to be there, with these types, and no others.
interface Types {
  readonly config: { readonly depth: number };
  readonly commands: {
    readonly import: {
      readonly args: { readonly file: string };
      readonly options: { readonly 'dry-run': boolean };
      readonly result: number;
    };
    readonly tidy: {};
  };
}

definePlugin<DemoHooks, Types>({
  commands: {
    import: async ({ args, options }, ctx) => {
      expectType<string>(args.file);
      expectType<boolean>(options['dry-run']);
      expectType<number>(ctx.config.depth);
      expectError(args.fil);
      expectError(options.force);
      return 5;
    },
    tidy: ({ args }) => expectType<CommandArgs>(args),
  },
});
expectError(definePlugin<DemoHooks, Types>({ commands: { import: () => 'five', tidy: () => undefined } }));
expectError(definePlugin<DemoHooks, Types>({ commands: { import: () => 5 } }));
expectError(definePlugin<DemoHooks, Types>({ commands: { import: () => 5, tidy: () => 5, tidi: () => 5 } }));
expectError(definePlugin<DemoHooks>({ commands: { import: 5 } }));

// The manager gives plain data, and takes what a command line has.
declare const manager: PluginManager<DemoHooks>;
expectType<readonly CommandInfo[]>(manager.commands());
expectType<readonly TemplateInfo[]>(manager.templates());
expectType<readonly LoadedModule[]>(manager.loaded());
expectType<Promise<unknown>>(manager.runCommand('import', { args: ['a'], options: { 'dry-run': true }, timeoutMs: 5 }));
expectError(manager.runCommand('import', { args: [5] }));
expectError(manager.runCommand('import', { options: { list: [] } }));
expectError(manager.runCommand('import', { timeout: 5 }));

// A type is checked where it is written.
const type = definePluginType({ name: 'filter', summary: 'Changes texts.', hooks: ['render'] });
expectType<readonly string[]>(scaffoldType(type).hooks);
expectError(definePluginType({ name: 'filter' }));
expectError(definePluginType({ name: 'filter', summary: 'x', hooks: 'render' }));
expectError(definePluginType({ name: 'filter', summary: 'x', permissions: [{ name: 'everything' }] }));
expectError(definePluginType({ name: 'filter', summary: 'x', check: () => 5 }));
