import { textOfFailure } from './node-test-failure.mjs';

/**
 * A reporter of node:test that writes each test as one line of JSON as soon as it has ended. Plain JavaScript without
 * dependencies: it is loaded into the process of the tests.
 */
// node:test takes the default export.
// oxlint-disable-next-line import/no-default-export
export default async function* nodeTestEvents(source) {
  const names = [];
  for await (const { type, data } of source) {
    if (type === 'test:start') names[data.nesting] = data.name;
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const { name, nesting, file, skip, todo, details } = data;
    const error = type === 'test:fail' ? details.error : undefined;
    // A suite fails with the tests in it, which are told by themselves.
    if (details.type === 'suite' && (error === undefined || error.failureType === 'subtestsFailed')) continue;
    const line = {
      name: [...names.slice(0, nesting), name].join(' > '),
      file,
      skip,
      todo,
      durationMs: details.duration_ms,
      ...(error === undefined ? {} : { error: textOfFailure(error) }),
    };
    yield `${JSON.stringify(line)}\n`;
  }
}
