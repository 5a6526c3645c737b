import type { PluginStatus } from '../../manager/plugin-status.ts';

type Named = Pick<PluginStatus, 'id' | 'folder'>;

/** A remedy for whoever sits at a shell: it names commands where the manager names its functions. */
export function shellRemedy(text: string, plugins: readonly Named[]): string {
  const granted = text.replaceAll(GRANT, (_, id: string, list: string | undefined, one: string | undefined) => {
    const permissions = (list ?? one!).replaceAll('", "', '" "');
    return `hookline grant ${id} ${permissions}`;
  });
  const enabled = granted.replaceAll(/(?<=^|\n *)Enable "([^"]+)"\.$/gm, 'Enable "$1": hookline enable $1');
  return plugins.reduce(withTrust, enabled);
}

const GRANT = /manager\.grant\("([^"]+)", (?:\[([^\]]*)\]|("[^"]*"))\)\.?/g;

/** What a plugin does is for the operator to see, but its code can be looked at by a command as well. */
function withTrust(text: string, { id, folder }: Named): string {
  if (folder === undefined) return text;
  const trusted = `Look at the plugin in ${folder}, then trust it: hookline validate ${id}, hookline trust ${id}`;
  return text.replaceAll(`Look at the plugin in ${folder}, then trust it.`, () => trusted);
}
