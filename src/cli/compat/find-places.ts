import { readFile } from 'node:fs/promises';
import type { Node } from '../../analysis/ast.ts';
import { keyName } from '../../analysis/collect-names.ts';
import { findDefinition, membersOf } from '../../analysis/find-definition.ts';
import { relativePath } from '../../analysis/load-plugin-code.ts';
import { memberName } from '../../analysis/origin.ts';
import type { PluginCode } from '../../analysis/plugin-code.ts';
import type { Scope } from '../../analysis/scope.ts';
import type { SourceFile } from '../../analysis/source-file.ts';
import { formatOf } from '../../discovery/read-manifest.ts';
import type { FoundPlugin } from '../../discovery/source.ts';
import { locateProblems } from '../../manifest/locate-problems.ts';
import { formatPath } from '../../manifest/manifest-path.ts';
import type { UsePlace } from './api-use.ts';

/** Where the manifest names a hook, and where the code implements it, as far as the text shows. */
export async function findHookPlaces(
  hook: string,
  found: FoundPlugin,
  code: PluginCode | undefined,
): Promise<readonly UsePlace[]> {
  const inManifest = await findInManifest(hook, found);
  const definition = code === undefined ? undefined : findDefinition(code);
  const hooks = definition?.members.get('hooks');
  const member = code === undefined || hooks === undefined ? undefined : membersOf(hooks, code)?.members.get(hook);
  return [...inManifest, ...(member === undefined ? [] : [placeOf(member.node, member.file)])];
}

async function findInManifest(hook: string, { manifestFile, folder }: FoundPlugin): Promise<readonly UsePlace[]> {
  if (manifestFile === undefined || folder === undefined) return [];
  const text = await readFile(manifestFile, 'utf8').catch(() => '');
  const problem = {
    code: 'MANIFEST_HOOK_UNKNOWN',
    severity: 'warning',
    message: '',
    hint: '',
    path: formatPath(['hooks', hook]),
  } as const;
  const [located] = locateProblems([problem], text, formatOf(manifestFile));
  return [{ file: manifestFile, path: relativePath(folder, manifestFile), line: located?.line ?? 1 }];
}

/**
 * Where the code uses a part of the API by its name: `ctx.storage.get` is found as `….storage.get`, whatever the name that the
 * context has there.
 */
export function findApiPlaces(name: string, { files }: PluginCode): readonly UsePlace[] {
  const names = name.split('.');
  const chain = names.length > 1 ? names.slice(1) : names;
  return files.flatMap((file) => {
    const members = file
      .places('MemberExpression', 'OptionalMemberExpression')
      .filter(({ node, scope }) => endsWith(node, chain, scope));
    const taken =
      chain.length > 1
        ? []
        : file
            .places('ObjectPattern')
            .filter(({ node }) =>
              node.properties.some((each) => each.type !== 'RestElement' && keyName(each) === chain[0]),
            );
    const places = [...members, ...taken].map(({ node }) => placeOf(node, file));
    return places.filter(({ line }, index) => places.findIndex((each) => each.line === line) === index);
  });
}

function endsWith(node: Node, chain: readonly string[], scope: Scope): boolean {
  if (chain.length === 0) return true;
  if (node.type !== 'MemberExpression' && node.type !== 'OptionalMemberExpression') return false;
  return memberName(node, scope) === chain.at(-1) && endsWith(node.object, chain.slice(0, -1), scope);
}

function placeOf(node: Node, { file, path }: SourceFile): UsePlace {
  return { file, path, line: node.loc?.start.line ?? 1 };
}
