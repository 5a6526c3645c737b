import { describeValue } from '../../errors/describe-value.ts';
import { nearestInParentheses } from '../../errors/nearest-name.ts';
import { isPlainObject } from '../../hooks/plain-object.ts';
import type { ManifestInput } from '../../manifest/manifest.ts';
import { refusalsOf, type Refuse } from '../test-misused.ts';
import { fakePlugin, type FakePlugin } from './fake-plugin.ts';
import { FAULTS, type Fault, type FaultTraits } from './faults.ts';

/** Where and how a fault plugin fails. */
export interface FaultPluginOptions {
  /** The hook in which it happens. */
  readonly hook: string;
  /** Default: the id `test.<name of the fault>`. */
  readonly manifest?: Partial<ManifestInput>;
  /** How long `blocks` keeps the event loop busy, in milliseconds. Default 150. */
  readonly ms?: number;
  /** Lets a fault happen in the process of the test that would end or stop it. Default `false`. */
  readonly force?: boolean;
}

const refuse: Refuse = refusalsOf('faultPlugin');

/**
 * Makes a plugin that misbehaves in one hook, for every runner. What would end or stop the process of the test is refused
 * inline.
 *
 * @throws TEST_MISUSED
 */
export function faultPlugin(fault: Fault, options: FaultPluginOptions): FakePlugin {
  if (!Object.hasOwn(FAULTS, fault)) {
    const known = Object.keys(FAULTS);
    const named = typeof fault === 'string' ? `"${String(fault)}"` : describeValue(fault);
    refuse(`there is no fault ${named}${nearestInParentheses(String(fault), known)}`);
  }
  if (!isPlainObject(options)) return refuse(`it takes an object with "hook", not ${describeValue(options)}`);
  const { hook, manifest = {}, ms = 150, force = false } = options;
  if (typeof hook !== 'string') refuse(`"hook" must be the name of a hook, not ${describeValue(hook)}`);
  if (!Number.isFinite(ms)) refuse(`"ms" must be a number of milliseconds, not ${describeValue(ms)}`);
  const { code, danger }: FaultTraits = FAULTS[fault];
  const constants = `const HOOK = ${JSON.stringify(hook)};\nconst MS = ${ms};\n`;
  const plugin = fakePlugin({
    manifest: { id: `test.${toIdPart(fault)}`, ...manifest, hooks: { [hook]: {}, ...manifest.hooks } },
    code: `${constants}export default ${code};\n`,
  });
  return danger === undefined || force ? plugin : { ...plugin, danger };
}

function toIdPart(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
