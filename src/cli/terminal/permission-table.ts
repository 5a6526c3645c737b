import type { PluginStatus } from '../../manager/plugin-status.ts';
import { printableLine } from './printable.ts';
import type { Style } from './style.ts';
import { table } from './table.ts';

/** What a plugin asks for, and what the operator said of it. */
export function permissionTable({ permissions }: Pick<PluginStatus, 'permissions'>, style: Style): string {
  const rows = permissions.map(({ permission, status, optional, reason }) => [
    printableLine(permission),
    status === 'granted' ? style.paint('green', status) : style.paint(optional ? 'dim' : 'yellow', status),
    [optional ? 'optional' : '', printableLine(reason ?? '')].filter((part) => part !== '').join('; '),
  ]);
  return table([{ title: 'PERMISSION' }, { title: 'STATUS' }, { title: 'WHAT FOR', grows: true }], rows, style);
}
