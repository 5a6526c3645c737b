import { satisfies } from 'semver';
import type { FoundPlugin } from '../../../src/discovery/source.ts';
import type { ResolutionInput } from '../../../src/manager/resolution/resolution-input.ts';

/** What the model makes of an input: plugins that could run by themselves, and what they ask of each other. */
export class ResolutionModel {
  readonly #plugins: readonly FoundPlugin[];
  readonly #input: ResolutionInput;

  constructor(input: ResolutionInput) {
    const all = input.found.flat();
    this.#plugins = all.filter(({ id }, index) => all.findIndex((other) => other.id === id) === index);
    this.#input = input;
  }

  /** Valid, enabled and not failed, whatever the others do. */
  get candidates(): readonly string[] {
    const { disabled, failed } = this.#input;
    return this.#plugins.map(({ id }) => id).filter((id) => !disabled.has(id) && !failed.has(id));
  }

  /**
   * Who can run if conflicts do not count, in the slowest way: of all, those that can be built up one after another; then
   * of those again, until nothing changes, since the owners of hooks need not come first.
   */
  whoCanRun(): readonly string[] {
    let runnable = this.candidates;
    for (;;) {
      const built = this.#buildUp(runnable);
      if (built.length === runnable.length) return runnable;
      runnable = built;
    }
  }

  #buildUp(among: readonly string[]): readonly string[] {
    let built: readonly string[] = [];
    for (;;) {
      const next = among.filter((id) => built.includes(id) || this.canRun(id, built, among));
      if (next.length === built.length) return built;
      built = next;
    }
  }

  /** Whether `id` has all it needs if `before` are active and `running` run at all. */
  canRun(id: string, before: readonly string[], running: readonly string[] = before): boolean {
    const { dependencies, requires, hooks } = this.#manifest(id);
    const isThere = ([other, range]: [string, string]): boolean =>
      before.includes(other) && satisfies(this.#manifest(other).version, range);
    const isProvided = ([service, range]: [string, string]): boolean =>
      before.some((other) => other !== id && satisfies(this.#manifest(other).provides[service] ?? '', range));
    const hasOwner = (hook: string): boolean => {
      const [owner, name] = hook.split('/') as [string, string];
      return (owner === id || running.includes(owner)) && this.#manifest(owner).contributes.hooks.includes(name);
    };
    return (
      Object.entries(dependencies.plugins).every(isThere) &&
      Object.entries(requires).every(isProvided) &&
      Object.keys(hooks).every(hasOwner)
    );
  }

  /** Whether the manifest of one says that it cannot run beside the other. */
  excludes(one: string, other: string): boolean {
    const range = this.#manifest(one).dependencies.conflicts[other];
    return one !== other && range !== undefined && satisfies(this.#manifest(other).version, range);
  }

  #manifest(id: string): NonNullable<FoundPlugin['manifest']> {
    return this.#plugins.find((each) => each.id === id)!.manifest!;
  }
}
