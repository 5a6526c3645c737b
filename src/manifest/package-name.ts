import { textOf } from './text-rule.ts';

const PART = '[a-z0-9~-][a-z0-9._~-]*';

/** The name of an npm package, with its scope if it has one, and without a path into it. */
export const PackageName = textOf({
  pattern: `^(?:@${PART}/)?${PART}$`,
  max: 214,
  must: 'be the name of an npm package, such as "sharp" or "@acme/images"',
});
