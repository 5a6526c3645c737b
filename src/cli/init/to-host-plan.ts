import semver from 'semver';
import { HooklineError } from '../../errors/hookline-error.ts';
import { hasPluginIdForm } from '../../manifest/plugin-id.ts';
import type { Language } from '../scaffold/plugin-plan.ts';
import type { HostPlan } from './host-plan.ts';
import { hostNameOf, type Project } from './project.ts';

export interface InitAnswers {
  readonly language?: Language | undefined;
  readonly name?: string | undefined;
  readonly api?: string | undefined;
  readonly noPlugin?: boolean | undefined;
}

/** What the flags come to in this project. @throws COMMAND_MISUSED */
export function toHostPlan(
  { language = 'js', name, api = '1.0.0', noPlugin = false }: InitAnswers,
  project: Project,
): HostPlan {
  if (semver.valid(api) !== api) {
    throw misused(`"--api ${api}" is not a version.`, 'Write a semantic version such as "1.0.0".');
  }
  // Plugins may not use it as a publisher, so it has the form of one.
  if (name !== undefined && (!hasPluginIdForm(`${name}.x`) || name === 'hookline')) {
    const hint = 'Use lower-case letters, digits and hyphens, beginning with a letter; "hookline" is taken.';
    throw misused(`"--name ${name}" cannot be the name of a host.`, hint);
  }
  const { packageJson, folder } = project;
  const isModule = packageJson === undefined || packageJson['type'] === 'module';
  return {
    folder,
    name: name ?? hostNameOf(project),
    api,
    language,
    // In a package of CommonJS, a module has to say that it is one.
    ending: language === 'js' ? 'mjs' : isModule ? 'ts' : 'mts',
    hasPlugin: !noPlugin,
    readsTypeScript: 'typescript' in process.features && process.features.typescript !== false,
  };
}

function misused(message: string, hint: string): HooklineError {
  return new HooklineError('COMMAND_MISUSED', message, { hint });
}
