import valid from 'semver/functions/valid.js';
import { describeValue } from '../../errors/describe-value.ts';
import { isPlainObject } from '../../hooks/plain-object.ts';

/** What is wrong with the services of a host, each as the part of a sentence. */
export function serviceProblems(services: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(services).flatMap(([id, service]) => problemsOf(`"${id}"`, service));
}

function problemsOf(name: string, service: unknown): string[] {
  if (!isPlainObject(service)) {
    return [`${name} must be { version, value } or { version, create }, not ${describeValue(service)}`];
  }
  const { version, permission, create } = service;
  return [
    ...(typeof version === 'string' && valid(version) === version
      ? []
      : [`the version of ${name} must be a semantic version, not ${describeValue(version)}`]),
    ...('value' in service === 'create' in service ? [`${name} must have either "value" or "create"`] : []),
    ...('create' in service && typeof create !== 'function'
      ? [`"create" of ${name} must be a function, not ${describeValue(create)}`]
      : []),
    ...(permission === undefined || typeof permission === 'string'
      ? []
      : [`"permission" of ${name} must be the name of a permission, not ${describeValue(permission)}`]),
  ];
}
