import { stripVTControlCharacters } from 'node:util';
import type { PluginTests, TestCase } from './plugin-tests.ts';

/** The tests of all plugins as one document in the form of JUnit: a suite for each plugin. */
export function toJunit(plugins: readonly PluginTests[]): string {
  const all = plugins.flatMap(({ tests }) => tests);
  const time = plugins.reduce((sum, { durationMs }) => sum + durationMs, 0);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="hookline test"${counts(all)} time="${seconds(time)}">`,
    ...plugins.map(suite),
    '</testsuites>',
    '',
  ].join('\n');
}

function suite({ id, tests, durationMs }: PluginTests): string {
  const head = `  <testsuite name="${escape(id)}"${counts(tests)} time="${seconds(durationMs)}">`;
  return [head, ...tests.map((test) => testCase(test, id)), '  </testsuite>'].join('\n');
}

function testCase({ name, file, status, durationMs, error = '' }: TestCase, id: string): string {
  const className = file === '' ? id : `${id}/${file}`;
  const where = file === '' ? '' : ` file="${escape(file)}"`;
  const head = `    <testcase name="${escape(name)}" classname="${escape(className)}"${where} time="${seconds(durationMs)}"`;
  if (status === 'passed') return `${head}/>`;
  if (status !== 'failed') return `${head}><skipped${status === 'todo' ? ' message="todo"' : ''}/></testcase>`;
  const [message = ''] = error.split('\n');
  return `${head}><failure message="${escape(message)}">${escape(error)}</failure></testcase>`;
}

function counts(tests: readonly TestCase[]): string {
  const count = (...wanted: readonly TestCase['status'][]): number =>
    tests.filter(({ status }) => wanted.includes(status)).length;
  return ` tests="${tests.length}" failures="${count('failed')}" errors="0" skipped="${count('skipped', 'todo')}"`;
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Characters that XML cannot have at all are left out, the sequences of terminals with them. */
function escape(text: string): string {
  return stripVTControlCharacters(text)
    .replaceAll(/[^\t\n\r -\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll(/[&<>"']/g, (character) => ENTITIES[character]!);
}
