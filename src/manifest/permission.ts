import { z } from 'zod';
import { checked } from './checked.ts';
import { closedObject } from './closed-object.ts';
import { lineOf, nameOf, textOf } from './text-rule.ts';

const MAX_LIST = 64;
/** What every permission has. */
const COMMON = {
  reason: lineOf(500).optional().describe('Why the plugin needs it, for whoever grants it.'),
  optional: z.boolean().default(false).describe('Whether the plugin also runs without it.'),
};

const Host = textOf({
  pattern: '^(?:\\*|(?:\\*\\.)?[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)*|\\[[0-9A-Fa-f:.]+\\])(?::[0-9]{1,5})?$',
  max: 260,
  must: 'be a host such as "stats.example", "*.example" or "localhost:8080"',
  hint: 'Leave out the scheme and the path of the address.',
});

function listOf(item: z.ZodString): z.ZodArray<z.ZodString> {
  return z.array(item).min(1).max(MAX_LIST);
}

const FileSystem = checked(
  closedObject({
    name: z.literal('fs').describe('Files outside the folder of the plugin.'),
    read: listOf(lineOf(1000)).optional().describe('Paths that may be read.'),
    write: listOf(lineOf(1000)).optional().describe('Paths that may be written.'),
    ...COMMON,
  }),
  ({ read, write }) => {
    if (read !== undefined || write !== undefined) return [];
    const message = 'The permission "fs" names no paths.';
    return [{ code: 'MANIFEST_INVALID', message, hint: 'Give "read", "write" or both, each an array of paths.' }];
  },
  { anyOf: [{ required: ['read'] }, { required: ['write'] }] },
);

const PERMISSIONS = {
  fs: FileSystem,
  net: closedObject({
    name: z.literal('net').describe('Connections to other computers.'),
    hosts: listOf(Host).describe('Host names, with a port if only that one is meant.'),
    ...COMMON,
  }),
  env: closedObject({
    name: z.literal('env').describe('Variables of the environment.'),
    names: listOf(nameOf()).describe('Names of variables.'),
    ...COMMON,
  }),
  exec: closedObject({
    name: z.literal('exec').describe('Other programs.'),
    commands: listOf(lineOf(1000)).describe('Names or paths of programs.'),
    ...COMMON,
  }),
  worker: closedObject({ name: z.literal('worker').describe('Threads of its own.'), ...COMMON }),
  native: closedObject({ name: z.literal('native').describe('Native addons.'), ...COMMON }),
  service: closedObject({
    name: z.literal('service').describe('Services that the host guards.'),
    services: listOf(nameOf()).describe('Ids of services.'),
    ...COMMON,
  }),
};

export const PERMISSION_NAMES = Object.keys(PERMISSIONS);

/** Something that the plugin may do only if the operator grants it. */
export const Permission = z.discriminatedUnion('name', [
  PERMISSIONS.fs,
  PERMISSIONS.net,
  PERMISSIONS.env,
  PERMISSIONS.exec,
  PERMISSIONS.worker,
  PERMISSIONS.native,
  PERMISSIONS.service,
]);
export type Permission = z.output<typeof Permission>;
