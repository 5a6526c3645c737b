import { describeValue } from '../errors/describe-value.ts';
import { HooklineError } from '../errors/hookline-error.ts';
import { nearestInParentheses } from '../errors/nearest-name.ts';

/** What the host says of the plugins of a source. */
export interface SourceOptions {
  /** Whether they may run without the operator's word. Default `false`. */
  readonly trusted?: boolean;
  /** Whether their ids may begin with a reserved prefix. Default `false`. */
  readonly firstParty?: boolean;
}

/** Where a plugin comes from, for those that read it. */
export interface Origin extends Required<SourceOptions> {
  /** The name of the source. */
  readonly name: string;
}

/** The options with their defaults. `source` is the name of the function that takes them. @throws SOURCE_INVALID */
export function parseSourceOptions(options: unknown, source: string): Required<SourceOptions> {
  const checked = { trusted: false, firstParty: false };
  if (options === undefined) return checked;
  if (typeof options !== 'object' || options === null) {
    throw invalid(source, `the options must be an object, not ${describeValue(options)}`);
  }
  for (const [key, value] of Object.entries(options as Readonly<Record<string, unknown>>)) {
    if (key !== 'trusted' && key !== 'firstParty') {
      throw invalid(source, `there is no option "${key}"${nearestInParentheses(key, Object.keys(checked))}`);
    }
    if (value !== undefined && typeof value !== 'boolean') {
      throw invalid(source, `"${key}" must be true or false, not ${describeValue(value)}`);
    }
    checked[key] = value ?? false;
  }
  return checked;
}

function invalid(source: string, problem: string): HooklineError {
  return new HooklineError('SOURCE_INVALID', `The options of ${source} are not valid: ${problem}.`, {
    hint: `Give ${source} no other options than { trusted, firstParty }, each true or false.`,
    data: { source, problem },
  });
}
