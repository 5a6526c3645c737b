// Writes the reference pages of the commands from their descriptions; with --check it only compares.
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { toKebabCase } from '../dist/src/cli/build-program.js';
import { COMMANDS } from '../dist/src/cli/commands.js';
import { COMMON_OPTIONS } from '../dist/src/cli/common-options.js';
import { SETUP_OPTIONS } from '../dist/src/cli/setup/setup-options.js';

const FOLDER = new URL('../docs/reference/commands/', import.meta.url);

const descriptions = COMMANDS.map(({ description }) => description);
const pages = new Map([
  ['README.md', toIndex()],
  ...descriptions.map((description) => [`${toFileName(description.name)}.md`, toPage(description)]),
]);

if (process.argv.includes('--check')) check();
else write();

function write() {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  for (const [name, text] of pages) writeFileSync(new URL(name, FOLDER), text);
}

function check() {
  const isSame = (name, text) =>
    readdirSync(FOLDER).includes(name) && readFileSync(new URL(name, FOLDER), 'utf8') === text;
  const wrong = [...pages].filter(([name, text]) => !isSame(name, text)).map(([name]) => name);
  const dead = readdirSync(FOLDER).filter((name) => !pages.has(name));
  if (wrong.length + dead.length === 0) return;
  console.error(`docs/reference/commands is out of date (${[...wrong, ...dead].join(', ')}): run "npm run reference".`);
  process.exitCode = 1;
}

function toIndex() {
  const groups = Map.groupBy?.(descriptions, ({ group }) => group) ?? groupBy(descriptions);
  const tables = [...groups].map(([group, members]) => {
    const rows = members.map(({ name, summary }) => `| [\`${name}\`](${toFileName(name)}.md) | ${summary} |`);
    return [`## ${group}`, '', '| command | what it does |', '| --- | --- |', ...rows].join('\n');
  });
  return `# The command hookline

These pages are generated from the commands by \`npm run reference\`. [The guide](../../guide/command-line.md) tells of
configuration files, exit codes and documents.

${tables.join('\n\n')}

## Options of every command

${toOptionTable({ ...COMMON_OPTIONS, color: { type: 'boolean', summary: 'text without colours', isNegated: true } })}

## Options that name the host

Commands that are about a host and its plugins find its configuration in the working folder or the nearest one above, and take
these as well.

${toOptionTable(SETUP_OPTIONS)}
`;
}

function groupBy(list) {
  const groups = new Map();
  for (const each of list) groups.set(each.group, [...(groups.get(each.group) ?? []), each]);
  return groups;
}

function toPage({ name, summary, details, arguments: args = {}, options = {}, examples, result, opensHost }) {
  const parts = [
    `# hookline ${name}`,
    `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`,
    details,
    `\`\`\`text\nhookline ${[name, ...Object.entries(args).map(toUsage)].join(' ')} [options]\n\`\`\``,
    Object.keys(args).length === 0 ? undefined : `## Arguments\n\n${toArgumentTable(args)}`,
    Object.keys(options).length === 0 ? undefined : `## Options\n\n${toOptionTable(options)}`,
    opensHost
      ? 'It also takes the [options of every command](README.md#options-of-every-command) and [those that name the host](README.md#options-that-name-the-host).'
      : 'It also takes the [options of every command](README.md#options-of-every-command).',
    `## The document of --json\n\n${result}`,
    examples.length === 0 ? undefined : `## Examples\n\n${examples.map(toExample).join('\n\n')}`,
  ];
  return `${parts.filter((part) => part !== undefined).join('\n\n')}\n`;
}

function toUsage([name, { required, variadic }]) {
  const shown = variadic ? `${name}...` : name;
  return required ? `<${shown}>` : `[${shown}]`;
}

function toArgumentTable(args) {
  const rows = Object.entries(args).map(
    ([name, { summary, required }]) => `| \`${name}\` | ${required ? 'yes' : ''} | ${escape(summary)} |`,
  );
  return ['| argument | required | meaning |', '| --- | --- | --- |', ...rows].join('\n');
}

function toOptionTable(options) {
  const rows = Object.entries(options).map(([name, option]) => {
    const { type, summary, short, value, choices, multiple, isNegated } = option;
    const long = `--${isNegated ? 'no-' : ''}${toKebabCase(name)}${type === 'boolean' ? '' : ` <${value ?? toKebabCase(name)}>`}`;
    const extra = [
      choices && `one of ${choices.map((choice) => `\`${choice}\``).join(', ')}`,
      multiple && 'may be given several times',
    ];
    const about = [summary, ...extra].filter(Boolean).join('; ');
    return `| \`${short === undefined ? '' : `-${short}, `}${long}\` | ${escape(about)} |`;
  });
  return ['| option | meaning |', '| --- | --- |', ...rows].join('\n');
}

function toExample({ command, summary }) {
  return `\`\`\`sh\n${command}\n\`\`\`\n\n${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`;
}

function escape(text) {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
}

function toFileName(name) {
  return name.replaceAll(' ', '-');
}
