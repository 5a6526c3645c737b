/** The versions of packages that generated projects ask for. */
export const PACKAGES = {
  '@swc/wasm-typescript': '^1.15.0',
  '@types/node': '^20.19.0',
  typescript: '^6.0.0',
  vitest: '^4.0.0',
  zod: '^4.1.0',
} as const;
