import type { Finding } from '../../analysis/finding.ts';
import type { FoundPlugin } from '../../discovery/source.ts';
import { describeThrown } from '../../errors/describe-value.ts';
import type { Problem } from '../../manifest/problem.ts';
import type { Verdict } from '../resolution/verdict.ts';
import type { ScanPolicy } from './policy.ts';

/** What a look at the code of a plugin gave: the findings that are errors, or why there was none. */
type Scan = { readonly errors: readonly Finding[] } | { readonly failure: string };

/** Plugins whose code was looked at because the policy wants it. The analysis is loaded only then. */
export class PluginScans {
  readonly #policy: ScanPolicy;
  // Weak: what runs may be of an earlier look than what was found last.
  readonly #scans = new WeakMap<FoundPlugin, Scan>();
  /** The last of each folder, with the digest of the content that it is about. */
  readonly #known = new Map<string, { readonly digest: string; readonly scan: Scan }>();

  constructor(policy: ScanPolicy = 'off') {
    this.#policy = policy;
  }

  /** Plugins in code are the host's own. */
  wants({ folder, manifest }: FoundPlugin): boolean {
    return this.#policy !== 'off' && folder !== undefined && manifest !== undefined;
  }

  /** Looks at a plugin whose content has this digest; `undefined` if it cannot be read as a whole. Never rejects. */
  async look(plugin: FoundPlugin, digest: string | undefined): Promise<void> {
    if (!this.wants(plugin)) return;
    const known = this.#known.get(plugin.folder!);
    const isKnown = known !== undefined && known.digest === digest;
    const scan = isKnown ? known.scan : await scanCode(plugin, digest);
    if (digest !== undefined) this.#known.set(plugin.folder!, { digest, scan });
    this.#scans.set(plugin, scan);
  }

  /** Why the policy `deny` refuses a plugin. */
  verdictOf(plugin: FoundPlugin): Verdict | undefined {
    const [first, ...others] = this.#policy === 'deny' ? this.problemsOf(plugin) : [];
    if (first === undefined) return undefined;
    const place = first.line === undefined ? '' : ` (${first.file}:${first.line})`;
    const more =
      others.length === 0
        ? ''
        : ` There ${others.length === 1 ? 'is 1 more finding' : `are ${others.length} more findings`}.`;
    return {
      state: 'untrusted',
      code: 'PLUGIN_SCAN_REFUSED',
      reason: `The policy of the host refuses the code of the plugin "${plugin.id}": ${first.message}${place}.${more}`,
      remedy: 'Mend the plugin, remove it, or let "scan" of the policy only warn if you trust its code.',
    };
  }

  /** Whether the policy `sandbox` wants a plugin in a process of its own. */
  isSuspect(plugin: FoundPlugin): boolean {
    return this.#policy === 'sandbox' && this.problemsOf(plugin).length > 0;
  }

  /** What was found, as warnings for the status of the plugin. */
  problemsOf(plugin: FoundPlugin): readonly Problem[] {
    const scan = this.#scans.get(plugin);
    if (scan === undefined) return [];
    if ('failure' in scan) {
      return [
        toProblem({
          message: `its code could not be looked at: ${scan.failure}`,
          hint: 'Make all files of the plugin readable.',
        }),
      ];
    }
    return scan.errors.map(({ rule, message, remedy, file, line, column }) => ({
      ...toProblem({ message: `${rule}: ${message.replace(/\.$/, '')}`, hint: remedy }),
      file,
      line,
      column,
    }));
  }
}

function toProblem(text: { readonly message: string; readonly hint: string }): Problem {
  return { code: 'PLUGIN_SCAN_FOUND', severity: 'warning', ...text };
}

async function scanCode({ folder, entryFile, manifest }: FoundPlugin, digest: string | undefined): Promise<Scan> {
  if (digest === undefined) return { failure: 'not all of its files can be read' };
  try {
    const { analyzePlugin } = await import('../../analysis/analyze-plugin.ts');
    // What a plugin says in comments about its own code is no answer to the host, and what it installed is its code too.
    const options = { suppressions: false, packages: true };
    const { findings } = await analyzePlugin({ folder: folder!, entryFile, manifest: manifest!, ...options });
    // What nobody looked at may hold anything.
    return { errors: findings.filter(({ severity, rule }) => severity === 'error' || rule === 'not-scanned') };
  } catch (thrown) {
    return { failure: describeThrown(thrown) };
  }
}
