/**
 * The layers of `src`, top row first. A folder may import itself and the rows below its own;
 * folders of one row do not import each other. Type-only imports count.
 */
const LAYERS = [
  ['public'],
  ['cli', 'testing'],
  ['manager'],
  ['analysis', 'discovery', 'runners'],
  ['plugin', 'rpc'],
  ['hooks', 'manifest'],
  ['errors'],
];

const anyOf = (names) => `(?:${names.join('|')})`;
const srcFolder = (names) => `^src/${anyOf(names)}/`;

const layerRules = LAYERS.flatMap((row, index) =>
  row.map((folder) => ({
    name: `layers-${folder}`,
    comment: `src/${folder} imports only itself and the rows below it.`,
    severity: 'error',
    from: { path: srcFolder([folder]) },
    to: { path: '^src/', pathNot: srcFolder([folder, ...LAYERS.slice(index + 1).flat()]) },
  })),
);

/**
 * Code that is built on the framework, with what it may import by a relative path.
 * Everything else it reaches as its users do: by the name "hookline" or "hookline/...".
 */
const DEPENDENTS = {
  hookspecs: '^hookspecs/',
  plugins: '^plugins/$1/',
  examples: '^examples/$1/',
};

const dependentRules = Object.entries(DEPENDENTS).map(([folder, own]) => ({
  name: `${folder}-by-package-name`,
  comment: `${folder}/ reaches the framework by the package name only.`,
  severity: 'error',
  from: { path: `^${folder}/([^/]+)` },
  to: {
    path: `^${anyOf(['src', 'dist', ...Object.keys(DEPENDENTS)])}/`,
    pathNot: own,
    dependencyTypesNot: ['aliased'],
  },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...layerRules,
    ...dependentRules,
    {
      name: 'layers-unknown-folder',
      comment: 'Every folder of src has its place in LAYERS, and no file lies beside the folders.',
      severity: 'error',
      from: { path: '^src/', pathNot: srcFolder(LAYERS.flat()) },
      to: {},
    },
    {
      name: 'src-is-self-contained',
      comment: 'src never imports what is built on it.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(?:hookspecs|plugins|examples|test|type-tests|bench|scripts|dist)/' },
    },
    {
      name: 'tapable-in-one-file',
      comment: 'One file knows tapable.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/hooks/tapable-backend\\.ts$' },
      to: { path: '^node_modules/tapable/' },
    },
    {
      name: 'no-cycles',
      comment: 'Files do not import each other in a circle, types included.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'A file that nothing imports and that imports nothing is forgotten.',
      severity: 'error',
      from: { orphan: true, path: '^(?:src|hookspecs)/', pathNot: '\\.d\\.ts$' },
      to: {},
    },
    {
      name: 'resolvable',
      comment: 'Every import resolves.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'declared-dependencies',
      comment: 'What is published imports only what package.json declares for its users.',
      severity: 'error',
      from: { path: '^(?:src|hookspecs)/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['npm-peer'] },
    },
  ],
  options: {
    doNotFollow: { path: '^node_modules/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.layers.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.mts', '.js', '.mjs', '.json'],
    },
  },
};
