import type { Expression, Node } from './ast.ts';

type BindingKind = 'import' | 'var' | 'let' | 'const' | 'function' | 'class' | 'param' | 'catch';

/** What a name stands for, as far as the text says. */
export interface Binding {
  readonly name: string;
  readonly kind: BindingKind;
  readonly scope: Scope;
  readonly place: Place;
  /** Of an import: where it comes from, and the name there; `*` for the module itself. */
  readonly imported?: { readonly specifier: string; readonly name: string };
  /** What it was made from: an expression, and the names that lead from its value to this one. */
  readonly from?: { readonly expression: Expression; readonly place: Place; readonly path: readonly string[] };
  /** Wherever the name stands again. */
  readonly references: Place[];
}

/** A node with all that is around it. */
export interface Place<Of extends Node = Node> {
  readonly node: Of;
  readonly parent: Place | undefined;
  /** The key of the parent under which it stands. */
  readonly key: string;
  /** Where names in it are looked up. */
  readonly scope: Scope;
  /** Whether it runs when the module is imported: it stands in no function, or in one that is called where it stands. */
  readonly atImport: boolean;
}

/** The names of one function, block or module. */
export class Scope {
  readonly parent: Scope | undefined;
  readonly isFunction: boolean;
  readonly #bindings = new Map<string, Binding>();

  constructor(parent: Scope | undefined, isFunction: boolean) {
    this.parent = parent;
    this.isFunction = isFunction;
  }

  /** Where `var` is declared. */
  get functionScope(): Scope {
    return this.isFunction || this.parent === undefined ? this : this.parent.functionScope;
  }

  /** The first declaration of a name counts: a second `var` of the same name adds nothing. */
  declare(binding: Binding): void {
    const known = this.#bindings.get(binding.name);
    if (known === undefined || (known.from === undefined && binding.from !== undefined)) {
      this.#bindings.set(binding.name, known === undefined ? binding : { ...binding, references: known.references });
    }
  }

  /** What a name means here; `undefined` for a global. */
  find(name: string): Binding | undefined {
    return this.#bindings.get(name) ?? this.parent?.find(name);
  }

  *own(): Iterable<Binding> {
    yield* this.#bindings.values();
  }
}
