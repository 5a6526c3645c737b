import type { AnyHandler } from '../../hooks/registered-hookimpl.ts';
import type { Manifest } from '../../manifest/manifest.ts';
import type { ApiAdapter } from './api-adapter.ts';
import { declaredHookimpls, type DeclaredHookimpl } from './declared-hookimpls.ts';

/** A hookimpl of a plugin, and where it stands among the hooks of the host. */
export interface PlacedHookimpl {
  /** The hook as the manifest names it. */
  readonly hook: string;
  readonly declared: DeclaredHookimpl;
  /** The hook of the host that it goes into, and its id there. */
  readonly target: string;
  readonly targetId: string;
}

/** Where the hookimpls of a plugin go: an adapter may serve the hooks of an older API with those of today. */
export function placeHookimpls(manifest: Manifest, adapter: ApiAdapter | undefined): readonly PlacedHookimpl[] {
  return [...declaredHookimpls(manifest)].flatMap(([hook, list]) => {
    const target = adapter?.hooks?.[hook]?.hook ?? hook;
    // Two old hooks may have become one, so that positions alone would clash.
    return list.map((declared) => ({
      hook,
      declared,
      target,
      targetId: target === hook ? declared.id : `${hook}:${declared.id}`,
    }));
  });
}

/** What is registered for a plugin: everything from the manifest, with the handlers that `handlerOf` gives. */
export function toKernelHookimpls(
  placed: readonly PlacedHookimpl[],
  handlerOf: (placed: PlacedHookimpl) => AnyHandler,
): Record<string, object[]> {
  const hookimpls: Record<string, object[]> = {};
  for (const each of placed) {
    const { declared, target, targetId } = each;
    const { options } = declared;
    (hookimpls[target] ??= []).push({
      ...options,
      // The hook of another plugin is there while that one is active.
      ...(target.includes('/') ? { optional: true } : {}),
      id: targetId,
      handler: handlerOf(each),
    });
  }
  return hookimpls;
}

/** Where a manifest sets the limit of a hookimpl that has one of its own, by its place among the hooks of the host. */
export function limitPlace(placed: readonly PlacedHookimpl[], target: string, targetId: string): string {
  const own = placed.find((each) => each.target === target && each.targetId === targetId);
  if (own?.declared.options.timeoutMs === undefined) return '"limits.callMs" in its manifest';
  return `"timeoutMs" of the hook "${own.hook}" in its manifest`;
}
