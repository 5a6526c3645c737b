import { isPlainObject } from '../../hooks/plain-object.ts';
import type { PluginType, TypeConfig } from './plugin-type.ts';
import { CONTRIBUTION_KINDS } from './plugin-type-problems.ts';
import { scaffoldType } from './scaffold-type.ts';

/** A section of Markdown for whoever writes a plugin of a type. */
export function describePluginType(type: PluginType): string {
  const { name, summary, contributes = {}, permissions = [] } = type;
  const kinds = (Object.keys(contributes) as (keyof typeof contributes)[]).map((kind) => CONTRIBUTION_KINDS[kind]);
  const asked = permissions.map((permission) => `\`${permission.name}\``);
  const parts = [
    `## Plugins of the type \`${name}\``,
    escape(summary),
    describeHooks(type),
    describeConfig(type.config),
    kinds.length === 0 ? '' : `It contributes ${kinds.join(' and ')}.`,
    asked.length === 0 ? '' : `It usually asks for the permissions ${asked.join(', ')}.`,
    'Its manifest has:',
    ['```json', JSON.stringify(scaffoldType(type).manifest, null, 2), '```'].join('\n'),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function describeHooks({ hooks = [], optionalHooks = [] }: PluginType): string {
  const rows = [
    ...hooks.map((hook) => `| \`${escape(hook)}\` | has to be implemented |`),
    ...optionalHooks.map((hook) => `| \`${escape(hook)}\` | can be implemented |`),
  ];
  return rows.length === 0 ? '' : ['| hook | |', '| --- | --- |', ...rows].join('\n');
}

function describeConfig(config: TypeConfig | undefined): string {
  const rows = Object.entries(config?.properties ?? {}).map(([key, schema]) => {
    const { type, default: preset, description } = isPlainObject(schema) ? schema : {};
    const isRequired = config?.required?.includes(key) === true;
    const absent = preset === undefined ? '' : `\`${JSON.stringify(preset)}\``;
    const cells = [`\`${escape(key)}\``, toText(type), isRequired ? 'required' : absent, toText(description)];
    return `| ${cells.join(' | ')} |`;
  });
  if (rows.length === 0) return '';
  return ['| setting | type | default | meaning |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function toText(value: unknown): string {
  const texts = [value].flat().filter((each) => typeof each === 'string');
  return escape(texts.join(' or '));
}

/** Text that stays in its cell. */
function escape(text: string): string {
  return text.replaceAll(/[\\|]/g, String.raw`\$&`).replaceAll(/\s+/g, ' ');
}
