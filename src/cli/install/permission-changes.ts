import { listItems, printPermission } from '../../manager/permissions/permission-item.ts';
import type { Manifest } from '../../manifest/manifest.ts';

/** What a plugin asks for, and whether the version before asked for it too. */
export interface AskedPermission {
  /** Such as `net:stats.example`. */
  readonly permission: string;
  readonly optional: boolean;
  readonly reason: string | undefined;
  readonly isNew: boolean;
}

export function permissionChanges(manifest: Manifest, before: Manifest | undefined): readonly AskedPermission[] {
  const known = new Set((before?.permissions ?? []).flatMap((each) => listItems(each).map(printPermission)));
  return manifest.permissions.flatMap((each) =>
    listItems(each).map((item) => {
      const permission = printPermission(item);
      return { permission, optional: each.optional, reason: each.reason, isNew: !known.has(permission) };
    }),
  );
}
