import type { HooklineError } from '../../errors/hookline-error.ts';
import type { HookspecData } from '../../hooks/hookspec.ts';
import { toPromise } from '../../hooks/thenable.ts';
import type { Manifest } from '../../manifest/manifest.ts';
import type { AnyPluginDefinition } from '../../plugin/define-plugin.ts';
import type { PluginContext } from '../../plugin/plugin-context.ts';
import { createPluginContext, type ContextParts } from './create-plugin-context.ts';
import { Disposals } from './disposals.ts';

/** What goes through the context of a plugin, and ends with it. */
export interface LivingContext {
  readonly context: PluginContext;
  /** Makes the services and hookspecs of the plugin known to others. */
  publish(definition: AnyPluginDefinition): void;
  /** How much the plugin wants disposed of when it stops. */
  readonly disposals: number;
  /** Aborts `ctx.signal`. */
  abort(): void;
  /** Ends everything that went through the context, in reverse order; gives what failed. */
  close(): Promise<readonly HooklineError[]>;
}

export interface LivingContextParts extends Omit<ContextParts, 'manifest' | 'plugin' | 'disposals'> {
  readonly manifest: Manifest;
  /** How long each disposal may take, in milliseconds. */
  readonly deactivateMs: number;
  readonly onLateError: (error: HooklineError) => void;
  /** Called when nothing goes through the context any more. Does not reject. */
  readonly onClosed: () => Promise<void>;
  /** Declares hookspecs, by their full names; gives the undo. */
  readonly declare: (hookspecs: Readonly<Record<string, HookspecData>>) => () => void;
}

/** Opens the context of one activation of a plugin. */
export function openLivingContext(parts: LivingContextParts): LivingContext {
  const { manifest, deactivateMs, onLateError, shared } = parts;
  // An object of its own: locks, threads and services know the activation by it.
  const plugin = Object.freeze({ id: manifest.id, version: manifest.version });
  const disposals = new Disposals({ plugin, timeoutMs: deactivateMs, onLateError });
  const opened = createPluginContext({ ...parts, plugin, disposals });
  const { context } = opened;
  const redact = (thrown: unknown): unknown => shared.redactor.redactThrown(thrown);
  return {
    context,
    get disposals() {
      return disposals.count;
    },
    abort: () => opened.abort(),
    publish: ({ services = {}, hookspecs = {} }) => {
      for (const [id, make] of Object.entries(services)) {
        // What it throws goes to others.
        const create = () => toPromise(() => make(context)).catch((thrown: unknown) => Promise.reject(redact(thrown)));
        shared.services.provide(plugin, id, { version: manifest.provides[id]!, create });
      }
      if (Object.keys(hookspecs).length === 0) return;
      const named = Object.entries(hookspecs).map(([name, spec]) => [`${plugin.id}/${name}`, spec] as const);
      disposals.add(parts.declare(Object.fromEntries(named)));
    },
    close: async () => {
      const errors = await disposals.dispose({ timeoutMs: deactivateMs });
      await opened.close();
      await parts.onClosed();
      return errors;
    },
  };
}
