import { HooklineError } from '../../errors/hookline-error.ts';

/** The package that makes up arguments. */
export type FastCheck = typeof import('fast-check');

/** Loads `fast-check`, which only tests of contracts need. @throws TEST_PACKAGE_MISSING */
export async function loadFastCheck(load: () => Promise<FastCheck> = () => import('fast-check')): Promise<FastCheck> {
  try {
    return await load();
  } catch (cause) {
    throw new HooklineError(
      'TEST_PACKAGE_MISSING',
      'Contracts are tested with the package "fast-check", which could not be loaded.',
      {
        hint: 'Run npm install --save-dev fast-check.',
        data: { package: 'fast-check' },
        cause,
      },
    );
  }
}
