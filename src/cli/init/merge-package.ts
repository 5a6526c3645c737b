import { isPlainObject } from '../../hooks/plain-object.ts';
import { PACKAGES } from '../scaffold/text/packages.ts';
import { VERSION } from '../version.ts';
import { FIRST_PLUGIN, type HostPlan } from './host-plan.ts';
import type { Project } from './project.ts';

type Json = Readonly<Record<string, unknown>>;

/** What "npm init" writes where there are no tests. */
const NO_TEST = 'echo "Error: no test specified" && exit 1';

/** The text of package.json with what the host needs. What is there stays, and looks as it did. */
export function mergePackage({ packageText: text, packageJson }: Project, plan: HostPlan): string {
  const old = packageJson ?? newPackage(plan);
  const installed = new Set(
    ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'].flatMap((key) =>
      Object.keys(recordOf(old[key])),
    ),
  );
  const scripts = recordOf(old['scripts']);
  const isFree = ([name]: readonly [string, string]): boolean =>
    scripts[name] === undefined || (name === 'test' && scripts[name] === NO_TEST);
  const merged = {
    ...old,
    ...add('scripts', old, scriptsOf(plan).filter(isFree)),
    ...add(
      'dependencies',
      old,
      dependenciesOf().filter(([name]) => !installed.has(name)),
    ),
    ...add(
      'devDependencies',
      old,
      devDependenciesOf(plan).filter(([name]) => !installed.has(name)),
    ),
  };
  const end = text === undefined || text.endsWith('\n') ? '\n' : '';
  return `${JSON.stringify(merged, undefined, indentOf(text))}${end}`;
}

/** The names of all packages that the host needs. */
export function packagesOf(plan: HostPlan): readonly string[] {
  return [...dependenciesOf(), ...devDependenciesOf(plan)].map(([name]) => name);
}

type Pairs = readonly (readonly [string, string])[];

function add(key: string, old: Json, pairs: Pairs): Json {
  return pairs.length === 0 ? {} : { [key]: { ...recordOf(old[key]), ...Object.fromEntries(pairs) } };
}

function scriptsOf({ ending, language, hasPlugin }: HostPlan): Pairs {
  if (language === 'js') {
    return [
      ['start', `node host.${ending}`],
      ...(hasPlugin ? [['test', `npm test --prefix ${FIRST_PLUGIN}`] as const] : []),
    ];
  }
  const start = `node --import hookline/typescript host.${ending}`;
  if (!hasPlugin) return [['start', start]];
  return [
    ['build', `npm run --silent build --prefix ${FIRST_PLUGIN}`],
    ['start', `npm run --silent build && ${start}`],
    ['test', `npm test --prefix ${FIRST_PLUGIN}`],
  ];
}

function dependenciesOf(): Pairs {
  return [
    ['hookline', `^${VERSION}`],
    ['zod', PACKAGES.zod],
  ];
}

function devDependenciesOf({ language, readsTypeScript }: HostPlan): Pairs {
  if (language === 'js') return [];
  const names = [...(readsTypeScript ? [] : (['@swc/wasm-typescript'] as const)), '@types/node', 'typescript'] as const;
  return names.map((name) => [name, PACKAGES[name]]);
}

function newPackage({ name }: HostPlan): Json {
  return { name, version: '0.1.0', private: true, type: 'module' };
}

function recordOf(value: unknown): Json {
  return isPlainObject(value) ? value : {};
}

function indentOf(text: string | undefined): string {
  return /^\uFEFF?\{\r?\n([ \t]+)/.exec(text ?? '')?.[1] ?? '  ';
}
