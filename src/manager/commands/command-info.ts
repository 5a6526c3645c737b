/** An argument of a command, as its manifest declares it. */
export interface CommandArgument {
  readonly name: string;
  readonly summary: string;
  readonly required: boolean;
  /** Whether it takes all that is left. */
  readonly variadic: boolean;
}

/** An option of a command, as its manifest declares it. */
export interface CommandOption {
  /** Without dashes. */
  readonly name: string;
  /** One character. */
  readonly short?: string | undefined;
  readonly summary: string;
  readonly type: 'boolean' | 'string' | 'number';
  readonly default?: string | number | boolean | undefined;
  readonly choices?: readonly (string | number)[] | undefined;
  readonly required: boolean;
}

/** A command that a plugin contributes: plain JSON, known without any code of the plugin. */
export interface CommandInfo {
  readonly plugin: string;
  readonly version: string;
  readonly name: string;
  /** `acme.store/import`. */
  readonly qualifiedName: string;
  readonly summary: string;
  /** Whether `name` alone means this command. */
  readonly isShort: boolean;
  /** The commands of other plugins with the same name, by their qualified names; 100 at most. */
  readonly conflicts: readonly string[];
  readonly arguments: readonly CommandArgument[];
  readonly options: readonly CommandOption[];
}

/** A template that a plugin contributes: plain JSON. */
export interface TemplateInfo {
  readonly plugin: string;
  readonly version: string;
  readonly name: string;
  /** `acme.store/product`. */
  readonly qualifiedName: string;
  readonly summary: string;
  /** Absolute. */
  readonly folder: string;
}
