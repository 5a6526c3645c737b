import { readJsonPlaces } from '../../manifest/json-places.ts';
import { findNode } from '../../manifest/place-node.ts';
import { positionAt } from '../../manifest/text-position.ts';
import { pinnedVersion } from '../../manifest/version-range.ts';
import type { Rule } from '../rule.ts';

export const exactPin: Rule = {
  id: 'exact-pin',
  severity: 'warning',
  summary: 'A package that the plugin shares with its host is pinned to one version.',
  docs: 'The `peerDependencies` of package.json are what the host brings. Two plugins that each pin another version cannot be installed together. Exact pins of other plugins in the manifest are reported with the manifest, as `MANIFEST_PIN_EXACT`.',
  remedy: 'Give a range.',
  *inPlugin({ packageFile }) {
    if (packageFile === undefined) return;
    const { file, text, lists } = packageFile;
    const root = readJsonPlaces(text).root;
    for (const [name, range] of Object.entries(lists.peerDependencies)) {
      const version = pinnedVersion(range);
      if (version === undefined || root === undefined) continue;
      const { line, column } = positionAt(text, findNode(root, ['peerDependencies', name]).node.keyOffset);
      const message = `The plugin shares "${name}" with its host, and allows only the version ${version}.`;
      yield { file, line, column, message, remedy: `Write "^${version}".` };
    }
  },
};
