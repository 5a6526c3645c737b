import { describeValue } from '../../errors/describe-value.ts';
import type { HooksLike } from '../../hooks/hookspec.ts';
import { isPlainObject } from '../../hooks/plain-object.ts';
import type { TestTarget } from '../host/with-target.ts';
import { testMisused } from '../test-misused.ts';
import { checkContract, contractBroken, type CheckContractOptions } from './check-contract.ts';

/** The test of one hookspec, for any plugin and any test runner. */
export interface ContractTest<Specs extends HooksLike<Specs>> {
  readonly hook: keyof Specs & string;
  /** A name for the test. */
  readonly name: string;
  /** Runs the test. @throws TEST_CONTRACT_BROKEN, and what `checkContract` throws */
  run(target: TestTarget<Specs>, options?: Omit<CheckContractOptions<Specs>, 'hooks' | 'hookspecs'>): Promise<void>;
}

/**
 * The tests of hookspecs, one for each, made from their schemas.
 *
 * @throws TEST_MISUSED
 * @example
 * for (const { name, run } of contractOf(siteHookspecs)) test(name, () => run('./plugins/toc'));
 */
export function contractOf<Specs extends HooksLike<Specs>>(hookspecs: Specs): readonly ContractTest<Specs>[] {
  if (!isPlainObject(hookspecs)) {
    throw testMisused('contractOf', `it takes hookspecs by name, not ${describeValue(hookspecs)}`);
  }
  const names = Object.keys(hookspecs) as (keyof Specs & string)[];
  return names.map((hook) => ({
    hook,
    name: `plugins keep to the hookspec "${hook}"`,
    run: async (target, options = {}) => {
      const { failures } = await checkContract<Specs>(target, { ...options, hookspecs, hooks: [hook] });
      if (failures.length > 0) throw contractBroken(failures);
    },
  }));
}
