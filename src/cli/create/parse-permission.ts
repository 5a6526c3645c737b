import { HooklineError } from '../../errors/hookline-error.ts';
import { nearestInParentheses } from '../../errors/nearest-name.ts';
import { Permission, PERMISSION_NAMES } from '../../manifest/permission.ts';
import type { ManifestInput } from '../../manifest/manifest.ts';

type WrittenPermission = NonNullable<ManifestInput['permissions']>[number];

/** The key of a permission that has a list, by its name. */
const LISTS: Readonly<Record<string, string>> = {
  net: 'hosts',
  env: 'names',
  exec: 'commands',
  service: 'services',
};

/** How permissions are written on a command line, for hints. */
export const PERMISSION_EXAMPLES =
  'net:stats.example, env:HOME, exec:git, fs:read=./notes, fs:write=./out, worker, native';

/** Permissions of a manifest from `name` or `name:value`; those of one name become one. @throws COMMAND_MISUSED */
export function parsePermissions(texts: readonly string[]): readonly WrittenPermission[] {
  const byName = new Map<string, Record<string, unknown>>();
  for (const text of texts) {
    const [, name = '', value] = /^([^:]*)(?::(.*))?$/s.exec(text) ?? [];
    if (!PERMISSION_NAMES.includes(name)) {
      throw refused(text, `there is no permission "${name}"${nearestInParentheses(name, PERMISSION_NAMES)}`);
    }
    const permission = byName.get(name) ?? { name };
    byName.set(name, permission);
    if (value !== undefined) add(permission, value, text);
  }
  return [...byName].map(([name, permission]) =>
    parse(
      permission,
      texts.find((text) => text.startsWith(name))!,
    ),
  );
}

function add(permission: Record<string, unknown>, value: string, text: string): void {
  const [, access, path] = /^(read|write)=(.*)$/s.exec(value) ?? [];
  const isFiles = permission['name'] === 'fs';
  if (isFiles && access === undefined) throw refused(text, 'files are read or written');
  const key = isFiles ? access! : LISTS[String(permission['name'])];
  if (key === undefined) throw refused(text, 'it takes no value');
  permission[key] = [...((permission[key] as readonly string[] | undefined) ?? []), isFiles ? path! : value];
}

function parse(permission: Readonly<Record<string, unknown>>, text: string): WrittenPermission {
  const { success, error } = Permission.safeParse(permission);
  if (success) return permission as unknown as WrittenPermission;
  const [issue] = error.issues;
  throw refused(text, issue?.code === 'invalid_type' ? 'it needs a value' : (issue?.message ?? 'it is not valid'));
}

function refused(text: string, problem: string): HooklineError {
  return new HooklineError('COMMAND_MISUSED', `The permission "${text}" cannot be used: ${problem}.`, {
    hint: `Write permissions like ${PERMISSION_EXAMPLES}.`,
    data: { permission: text },
  });
}
