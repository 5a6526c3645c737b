import type { Hooks } from 'hookline';
import type { FieldDefinition, Page, SiteHooks } from 'hookline/hookspecs/site';
import type { BuildLog } from './build-log.ts';
import { FIELD_TYPES } from './field-types.ts';
import { SiteError } from './site-error.ts';

export interface CheckFieldsOptions {
  readonly pages: readonly Page[];
  readonly fields: readonly FieldDefinition[];
  readonly hooks: Hooks<SiteHooks>;
  readonly log: BuildLog;
}

/** Checks the declared fields of every page. A problem is a warning: the page says what it says. */
export async function checkFields({ pages, fields, hooks, log }: CheckFieldsOptions): Promise<void> {
  if (fields.length === 0) return;
  const { value: registered, report } = await hooks.executeWithReport('register_field_types');
  log.addReport(report);
  assertTypesKnown(fields, [...FIELD_TYPES.keys(), ...registered.flat().map(({ name }) => name)]);

  for (const page of pages) {
    for (const field of fields) {
      for (const message of await findProblems(page, field, { hooks, log })) {
        log.warn(page.file ?? page.url, `The field "${field.name}" ${message}.`);
      }
    }
  }
}

async function findProblems(
  page: Page,
  field: FieldDefinition,
  { hooks, log }: Pick<CheckFieldsOptions, 'hooks' | 'log'>,
): Promise<string[]> {
  const value = Object.hasOwn(page.frontMatter, field.name) ? page.frontMatter[field.name] : undefined;
  if (value === undefined || value === null) return field.required === true ? ['is missing'] : [];

  const { value: problems, report } = await hooks.executeWithReport('validate_field_value', {
    field,
    value,
    page,
  });
  log.addReport(report, page.file ?? page.url);
  const own = FIELD_TYPES.get(field.type)?.(value);
  return [...(own === undefined ? [] : [own]), ...problems.map(({ message }) => message)];
}

function assertTypesKnown(fields: readonly FieldDefinition[], known: readonly string[]): void {
  const unknown = fields.filter(({ type }) => !known.includes(type));
  if (unknown.length === 0) return;
  const lines = unknown.map(
    ({ name, type }) => `  fields: "${name}" has the type "${type}"; there are ${known.join(', ')}`,
  );
  throw new SiteError(`The configuration is not valid:\n${lines.join('\n')}`);
}
