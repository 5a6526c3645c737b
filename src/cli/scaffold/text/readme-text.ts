import stringWidth from 'fast-string-width';
import { kindOf, type HookFacts } from '../hook-facts.ts';
import type { PluginPlan } from '../plugin-plan.ts';

export function readmeText(plan: PluginPlan): string {
  const { id, name, description, host, hooks, license } = plan;
  const parts = [
    `# ${name}`,
    description,
    `${host.name === undefined ? 'A plugin' : `A plugin of ${host.name},`} with the id \`${id}\`.`,
    ...(hooks.length === 0 ? [] : ['## Hooks', hookTable(hooks)]),
    ...working(plan),
    ...(license === 'UNLICENSED' ? [] : ['## License', `[${license}](LICENSE)`]),
  ];
  return `${parts.join('\n\n')}\n`;
}

function hookTable(hooks: readonly HookFacts[]): string {
  const rows = [
    ['hook', 'kind', 'what it is for'],
    ...hooks.map((hook) => [`\`${hook.name}\``, kindOf(hook), inCell(hook.spec.summary ?? '')]),
  ];
  const widths = [0, 1, 2].map((column) => Math.max(3, ...rows.map((row) => stringWidth(row[column]!))));
  const [head = '', ...body] = rows.map((row) => toRow(row, widths));
  return [
    head,
    toRow(
      widths.map((width) => '-'.repeat(width)),
      widths,
    ),
    ...body,
  ].join('\n');
}

/** Aligned, as formatters write it. */
function toRow(cells: readonly string[], widths: readonly number[]): string {
  return `| ${cells.map((cell, column) => cell + ' '.repeat(widths[column]! - stringWidth(cell))).join(' | ')} |`;
}

function inCell(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll('|', String.raw`\|`);
}

function working({ language, tests }: PluginPlan): readonly string[] {
  const commands = [
    ...(language === 'ts' ? ['npm run build        # makes dist/ of src/'] : []),
    ...(tests === 'none' ? [] : ['npm test             # starts the plugin in a host and calls its hooks']),
    'npx hookline validate . # checks manifest and code',
  ].map((line) => line.replace(/ +#/, ' #'));
  return ['## Work on it', ['```sh', ...commands, '```'].join('\n')];
}
