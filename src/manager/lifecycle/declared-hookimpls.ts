import type { HookimplDeclaration, Manifest } from '../../manifest/manifest.ts';

/** A hookimpl as the manifest declares it. */
export interface DeclaredHookimpl {
  /** Its own, or its position among those of the hook, counted from 1. */
  readonly id: string;
  readonly options: HookimplDeclaration;
}

/** The hookimpls that a manifest declares, by hook. */
export function declaredHookimpls({ hooks }: Manifest): ReadonlyMap<string, readonly DeclaredHookimpl[]> {
  return new Map(
    Object.entries(hooks).map(([hook, entry]) => {
      const list = Array.isArray(entry) ? entry : [entry];
      return [hook, list.map((options, index) => ({ id: options.id ?? String(index + 1), options }))];
    }),
  );
}
