import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import valid from 'semver/functions/valid.js';
import { z } from 'zod';
import { describeSystemError, isAbsent } from '../../discovery/system-error.ts';
import { HooklineError } from '../../errors/hookline-error.ts';
import type { ApiContract } from '../../manager/api-contract.ts';

/** The plugin API that plugins are held against. */
export interface ApiTarget {
  readonly api: string;
  /** All that is known of it; without it only what the hookspecs of today promise. */
  readonly contract: ApiContract | undefined;
}

const Contract = z.looseObject({
  api: z.string().refine((api) => valid(api) !== null, 'must be a version'),
  released: z.string(),
  hooks: z.record(
    z.string(),
    z.looseObject({
      kind: z.string(),
      sync: z.boolean(),
      args: z.record(z.string(), z.unknown()),
      deprecated: z
        .looseObject({
          since: z.string(),
          removeIn: z.string().optional(),
          use: z.string().optional(),
          message: z.string().optional(),
        })
        .optional(),
    }),
  ),
});

/** What `--against` means: a version, or a file with a contract. @throws COMMAND_MISUSED, CONTRACT_INVALID */
export async function readTarget(against: string, cwd: string): Promise<ApiTarget> {
  const version = valid(/^\d+(?:\.\d+)?$/.test(against) ? `${against}.0`.replace(/^(\d+\.0)$/, '$1.0') : against);
  if (version !== null) return { api: version, contract: undefined };
  const file = resolve(cwd, against);
  const parsed = Contract.safeParse(await readJson(file, against));
  if (!parsed.success) throw invalid(file, z.prettifyError(parsed.error));
  const contract = parsed.data as unknown as ApiContract;
  return { api: contract.api, contract };
}

async function readJson(file: string, against: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as unknown;
  } catch (thrown) {
    if (isAbsent(thrown)) {
      throw new HooklineError('COMMAND_MISUSED', `"--against ${against}" is neither a version nor a file.`, {
        hint: 'Write a version such as "2.0.0", or the path of a file that describeApi made.',
        data: { against },
      });
    }
    throw invalid(file, thrown instanceof SyntaxError ? 'it is not JSON' : describeSystemError(thrown), thrown);
  }
}

function invalid(file: string, problem: string, cause?: unknown): HooklineError {
  return new HooklineError('CONTRACT_INVALID', `The contract ${file} cannot be used: ${problem}`, {
    hint: 'Write into it what describeApi gives, as JSON.',
    data: { file, problem },
    ...(cause === undefined ? {} : { cause }),
  });
}
