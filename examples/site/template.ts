import type { TemplateFilter } from 'hookline/hookspecs/site';
import { toMessage } from './error-message.ts';
import { SiteError } from './site-error.ts';

/** A text of the layout with its variables filled in: plain text, which the layout escapes. */
export type Template = (variables: Readonly<Record<string, unknown>>) => string;

type Filters = ReadonlyMap<string, TemplateFilter['apply']>;

/** One `{{ path | filter: argument }}`, or text between two of them. */
type Part = (variables: Readonly<Record<string, unknown>>) => string;

const FILTERS: Filters = new Map<string, TemplateFilter['apply']>([
  ['upper', (text) => text.toUpperCase()],
  ['lower', (text) => text.toLowerCase()],
  ['default', (text, argument = '') => (text === '' ? argument : text)],
  ['shorten', (text, argument) => shorten(text, Number(argument))],
]);

/** The filters of the host and those that plugins bring, who may replace the host's. */
export function collectFilters(brought: readonly TemplateFilter[]): Filters {
  return new Map([...FILTERS, ...brought.map(({ name, apply }) => [name, apply] as const)]);
}

/** Compiles a template of the configuration; `key` names it in errors. */
export function compileTemplate(key: string, text: string, filters: Filters): Template {
  const parts = text.split(/(\{\{.*?\}\})/s).map((piece): Part => {
    return piece.startsWith('{{') && piece.endsWith('}}')
      ? compileExpression(key, piece.slice(2, -2), filters)
      : () => piece;
  });
  return (variables) => parts.map((part) => part(variables)).join('');
}

function compileExpression(key: string, expression: string, filters: Filters): Part {
  const [path = '', ...steps] = expression.split('|').map((step) => step.trim());
  const applied = steps.map((step) => {
    const [, name = '', argument] = /^([^:]*?)\s*(?::\s*(.*))?$/s.exec(step) ?? [];
    const apply = filters.get(name);
    if (apply !== undefined) return (value: string) => applyFilter(name, () => apply(value, argument));
    throw new SiteError(
      `The configuration is not valid:\n  templates.${key}: there is no filter "${name}"; there are ${[...filters.keys()].join(', ')}`,
    );
  });
  return (variables) => applied.reduce((value, apply) => apply(value), toText(lookUp(path, variables)));
}

/** A filter may come from a plugin, so what it throws is not known to be an error. */
function applyFilter(name: string, apply: () => string): string {
  try {
    return String(apply());
  } catch (error) {
    throw new Error(`the template filter "${name}" threw: ${toMessage(error)}`, { cause: error });
  }
}

function lookUp(path: string, variables: Readonly<Record<string, unknown>>): unknown {
  return path.split('.').reduce<unknown>((value, name) => {
    const isHolder = typeof value === 'object' && value !== null && Object.hasOwn(value, name);
    return isHolder ? (value as Record<string, unknown>)[name] : undefined;
  }, variables);
}

function toText(value: unknown): string {
  if (Array.isArray(value)) return value.map(toText).join(', ');
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

function shorten(text: string, length: number): string {
  return text.length <= length || !(length > 0)
    ? text
    : `${Array.from(text)
        .slice(0, length - 1)
        .join('')}…`;
}
