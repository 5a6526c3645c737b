import { onTestFinished } from 'vitest';
import type { AnyHandler } from '../../src/hooks/registered-hookimpl.ts';
import type { Unit, UnitRequest } from '../../src/runners/runner.ts';
import { startProcessUnit } from '../../src/runners/start-process-unit.ts';
import { startWorkerUnit } from '../../src/runners/start-worker-unit.ts';
import { createTemporaryFolder } from '../examples/temporary-folder.ts';

export const RUNNERS = [
  ['worker', startWorkerUnit],
  ['process', startProcessUnit],
] as const;

export type Runner = (typeof RUNNERS)[number];

export interface Output {
  readonly stream: 'stdout' | 'stderr';
  readonly line: string;
}

export interface StartedUnit extends Unit {
  readonly folder: string;
  readonly output: readonly Output[];
}

/** The request for a plugin whose entry is `code`. */
export async function createRequest(
  code: string,
  options: Partial<UnitRequest> = {},
): Promise<UnitRequest & { readonly output: readonly Output[] }> {
  const folder = await createTemporaryFolder({ 'plugin.mjs': code });
  const output: Output[] = [];
  return {
    plugin: { id: 'acme.one', version: '1.0.0' },
    folder,
    entryFile: `${folder}/plugin.mjs`,
    startMs: 20_000,
    memoryMb: undefined,
    execArgv: [],
    env: {},
    onOutput: (stream, line) => output.push({ stream, line }),
    output,
    ...options,
  };
}

/** Starts a plugin whose entry is `code`; it is stopped behind the test. */
export async function startUnit(
  [, start]: Runner,
  code: string,
  options: Partial<UnitRequest> = {},
): Promise<StartedUnit> {
  const request = await createRequest(code, options);
  const unit = await start(request);
  onTestFinished(() => unit.stop());
  return { ...unit, folder: request.folder, output: request.output };
}

/** The handler of a hook, as the plugin manager finds it. */
export function handlerOf(unit: Unit, hook: string): AnyHandler {
  const entry = unit.definition.hooks?.[hook];
  return (typeof entry === 'function' ? entry : (entry as { readonly handler: AnyHandler }).handler) as AnyHandler;
}
