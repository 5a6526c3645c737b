/** The part of tapable's code generator that its own types leave out; the version of tapable is pinned for its sake. */
declare module 'tapable/lib/HookCodeFactory.js' {
  export interface CompileOptions {
    readonly taps: readonly { readonly fn: unknown }[];
  }

  export default abstract class HookCodeFactory {
    /** Gives the hook the functions of its taps, which the generated code reads. */
    setup(hook: object, options: CompileOptions): void;
    /** Compiles the text around `content()` to a function. */
    create(options: CompileOptions): (...args: unknown[]) => void;
    /** An expression for the function of a tap. */
    getTapFn(index: number): string;
  }
}
