import compare from 'semver/functions/compare.js';
import type { Manifest } from '../../manifest/manifest.ts';
import { paragraph } from '../terminal/paragraph.ts';
import { printableLine } from '../terminal/printable.ts';
import type { Style } from '../terminal/style.ts';
import { table } from '../terminal/table.ts';
import type { AskedPermission } from './permission-changes.ts';

/** What would be installed, as far as one has to know it to say yes. */
export interface InstallPlan {
  readonly manifest: Manifest;
  /** The version that is there. */
  readonly previous: string | undefined;
  readonly folder: string;
  readonly permissions: readonly AskedPermission[];
  readonly missing: readonly string[];
  readonly warnings: readonly string[];
}

export function planText(plan: InstallPlan, style: Style): string {
  const { manifest, folder, permissions, missing, warnings } = plan;
  const title = `${style.paint('bold', printableLine(manifest.id))} ${manifest.version}${replaced(plan)}`;
  return [
    [title, ...aboutOf(manifest, style), style.paint('dim', folder)].join('\n'),
    permissions.length === 0 ? 'It asks for no permissions.' : permissionTable(plan, style),
    ...(missing.length === 0 ? [] : [warning(`Install the packages that it needs: ${missing.join(', ')}`, style)]),
    ...warnings.map((text) => warning(text, style)),
  ].join('\n\n');
}

function replaced({ manifest: { version }, previous }: InstallPlan): string {
  if (previous === undefined) return '';
  const order = compare(version, previous);
  if (order === 0) return ', in place of the same version';
  return `, in place of ${previous}${order < 0 ? ', which is newer' : ''}`;
}

function aboutOf({ description }: Manifest, style: Style): readonly string[] {
  return description === undefined ? [] : [paragraph(printableLine(description), style)];
}

function permissionTable({ permissions, previous }: InstallPlan, style: Style): string {
  const rows = permissions.map(({ permission, isNew, optional, reason }) => [
    printableLine(permission),
    isNew && previous !== undefined ? style.paint('yellow', 'new') : isNew ? '' : style.paint('dim', 'as before'),
    [optional ? 'optional' : '', printableLine(reason ?? '')].filter((part) => part !== '').join('; '),
  ]);
  if (previous !== undefined) {
    return table([{ title: 'IT ASKS FOR' }, { title: '' }, { title: 'WHAT FOR', grows: true }], rows, style);
  }
  const short = rows.map(([permission, , why]) => [permission!, why!]);
  return table([{ title: 'IT ASKS FOR' }, { title: 'WHAT FOR', grows: true }], short, style);
}

function warning(text: string, style: Style): string {
  return paragraph(`${style.paint('yellow', 'warning')}: ${printableLine(text)}`, style);
}
