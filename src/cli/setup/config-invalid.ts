import { HooklineError } from '../../errors/hookline-error.ts';

interface ConfigProblem {
  /** Without a full stop. */
  readonly problem: string;
  readonly hint?: string | undefined;
  readonly cause?: unknown;
}

const HINT =
  'Let it export by default what createPluginManager takes, such as with defineConfig({ host, hookspecs, sources }).';

/** The set-up of a host cannot be used. `file` is absent if flags say everything. */
export function configInvalid(
  file: string | undefined,
  { problem, hint = HINT, ...more }: ConfigProblem,
): HooklineError {
  const what = file === undefined ? 'What the options say of the host' : `The configuration ${file}`;
  return new HooklineError('HOST_CONFIG_INVALID', `${what} cannot be used: ${problem}.`, {
    hint,
    data: { ...(file === undefined ? {} : { file }), problem },
    ...more,
  });
}
