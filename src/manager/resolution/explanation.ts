import type { PluginState } from '../lifecycle/plugin-state.ts';

/** What the manager knows of a plugin at run time. */
export interface RunTimeStanding {
  readonly state: PluginState;
  readonly reason?: string | undefined;
  readonly remedy?: string | undefined;
}

/** An explanation as plain data. */
export interface ExplanationData extends RunTimeStanding {
  readonly id: string;
  /** The derivation, indented by two spaces a level. */
  readonly lines: readonly string[];
  /** What would have to be changed for the plugin to run; empty if nothing is in its way. */
  readonly changes: readonly string[];
}

/** Why a plugin is in its state. Prints as text and as JSON. */
export class Explanation implements ExplanationData {
  readonly id: string;
  readonly state: PluginState;
  readonly reason: string | undefined;
  readonly remedy: string | undefined;
  readonly lines: readonly string[];
  readonly changes: readonly string[];

  constructor({ id, state, reason, remedy, lines, changes }: ExplanationData) {
    this.id = id;
    this.state = state;
    this.reason = reason;
    this.remedy = remedy;
    this.lines = lines;
    this.changes = changes;
  }

  toString(): string {
    const changes = this.changes.map((change) => `  ${change}`);
    return [...this.lines, ...(changes.length === 0 ? [] : ['Smallest change that would help:', ...changes])].join(
      '\n',
    );
  }

  toJSON(): ExplanationData {
    const { id, state, reason, remedy, lines, changes } = this;
    return {
      id,
      state,
      ...(reason === undefined ? {} : { reason }),
      ...(remedy === undefined ? {} : { remedy }),
      lines,
      changes,
    };
  }
}
