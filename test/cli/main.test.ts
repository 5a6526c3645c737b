import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createTemporaryFolder } from '../examples/temporary-folder.ts';
import { createProject, HOST_FILES, pluginFiles, runCli, runCliJson } from './run-cli.ts';

const QUIET = pluginFiles(
  'acme.quiet',
  { description: 'Says nothing.', hooks: { order_taken: {} } },
  'export default {};',
);

describe('the command', () => {
  test('says how it is used if nothing is asked of it', async () => {
    const { exitCode, stdout, stderr } = await runCli([], { cwd: await createTemporaryFolder() });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toContain('Usage: hookline [options] [command]');
  });

  test.each([
    ['an unknown command', ['lst'], 'Unknown command "lst".'],
    ['an unknown option', ['list', '--stat', 'x'], 'Unknown option "--stat".'],
    ['an argument too many', ['list', 'x'], 'Too many arguments for "list". Expected 0 arguments but got 1.'],
    ['an option without its value', ['list', '--type'], 'Option "--type <type>" argument missing.'],
    ['a missing argument', ['completion'], 'Missing required argument "shell".'],
  ])('refuses %s', async (_, args, message) => {
    const cwd = await createTemporaryFolder();
    const { exitCode, document } = await runCliJson(args, { cwd });
    expect(exitCode).toBe(2);
    expect(document.error).toMatchObject({ code: 'COMMAND_MISUSED', message });
    const plain = await runCli(args, { cwd });
    expect(plain.exitCode).toBe(2);
    expect(plain.stdout).toBe('');
    expect(plain.stderr).toContain(`error: ${message}\n  code  COMMAND_MISUSED\n`);
  });

  test.each([
    ['help nope', 'Unknown command "nope".'],
    ['nope --help', 'Unknown command "nope".'],
    ['hooks nope -h', 'Unknown command "nope".'],
  ])('has no help for what is not there: %s', async (line, message) => {
    const { exitCode, stdout, stderr } = await runCli(line.split(' '), { cwd: await createTemporaryFolder() });
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(`error: ${message}`);
  });

  test.each(['help hooks plan', 'hooks help plan', 'hooks plan --help', 'hooks plan -h'])(
    'shows one help: %s',
    async (line) => {
      const { exitCode, stdout } = await runCli(line.split(' '), { cwd: await createTemporaryFolder() });
      expect(exitCode).toBe(0);
      expect(stdout).toContain('Usage: hookline hooks plan [options] <hook>');
      expect(stdout).not.toContain('default: []');
    },
  );

  test('proposes what was probably meant', async () => {
    const { stderr } = await runCli(['lisst'], { cwd: await createTemporaryFolder() });
    expect(stderr).toContain('Did you mean list?');
  });

  test('needs the set-up of a host where it is about plugins', async () => {
    const cwd = await createTemporaryFolder();
    const { exitCode, document } = await runCliJson(['list'], { cwd });
    expect(exitCode).toBe(2);
    expect(document.error).toMatchObject({
      code: 'HOST_CONFIG_MISSING',
      message: `No set-up of a host was found in ${cwd} or in a folder above it.`,
    });
  });

  test.each([
    [
      'a promise that is rejected',
      'export default Promise.reject(new Error("no network"));',
      'what it exports failed: no network',
    ],
    [
      'a function that throws',
      'export default () => { throw new Error("no network"); };',
      'what it exports failed: no network',
    ],
    ['a host that is no object', 'export default { host: "shop" };', '"host" must be an object, not the string "shop"'],
    [
      'a source that is none',
      'export default { host: { name: "shop", api: "1.0.0" }, hookspecs: {}, sources: ["plugins"] };',
      'A source of plugins is not valid: it is the string "plugins"',
    ],
    [
      'a hookspec that is none',
      'export default { host: { name: "shop", api: "1.0.0" }, hookspecs: { a: 5 } };',
      'The hookspec "a": expected the result of hook.<kind>(...), not the number 5',
    ],
  ])('refuses a configuration that gives %s', async (_, code, problem) => {
    const cwd = await createProject({ 'hookline.config.mjs': code });
    const { exitCode, document } = await runCliJson(['list'], { cwd });
    expect(exitCode).toBe(2);
    expect(document.error).toMatchObject({ code: 'HOST_CONFIG_INVALID' });
    expect(document.error!.message).toContain(`${join(cwd, 'hookline.config.mjs')} cannot be used: `);
    expect(document.error!.message).toContain(problem);
  });

  test('reads JSON with a byte order mark, and says in one line what is wrong with other JSON', async () => {
    const config = '\uFEFF{ "host": { "name": "shop", "api": "1.0.0" } }';
    const cwd = await createProject({ 'hookline.config.json': config });
    expect((await runCliJson(['list'], { cwd })).document.result).toEqual({ plugins: [] });
    await writeFile(join(cwd, 'hookline.config.json'), '{ "host": { "name": 5 }, "sources": 1 }');
    expect((await runCliJson(['list'], { cwd })).document.error!.message).toContain(
      'cannot be used: "host.name" is not valid: expected string, received number; "host.api" is not valid: ',
    );
  });

  test('says where TypeScript is wrong', async () => {
    const cwd = await createProject({ 'hookline.config.ts': 'export default {};\nconst x: = 3;' });
    const { document } = await runCliJson(['list'], { cwd });
    expect(document.error).toMatchObject({ code: 'HOST_CONFIG_INVALID' });
    expect(document.error!.message).toMatch(/cannot be imported: .*(?:[Ee]xpected|Expression)/);
  });

  test('shows stacks only if they are asked for', async () => {
    const cwd = await createProject({ 'hookline.config.mjs': 'throw new Error("broken on purpose");' });
    const short = await runCli(['list'], { cwd });
    const long = await runCli(['list', '--verbose'], { cwd });
    expect(short.stderr).toContain('cause broken on purpose');
    expect(short.stderr).not.toContain('    at ');
    expect(long.stderr).toContain('hookline.config.mjs:1');
    const { document } = await runCliJson(['list'], { cwd });
    expect(JSON.stringify(document)).not.toContain('"stack"');
  });
});

describe('a document of --json', () => {
  test('is all of standard output, whatever a configuration prints and in whatever way', async () => {
    const noisy = `
      import { writeSync } from 'node:fs';
      import { execSync } from 'node:child_process';
      console.log('to the console');
      process.stdout.write('to the stream');
      writeSync(1, 'to the descriptor');
      execSync('echo from another process', { stdio: 'inherit' });
    `;
    const config = noisy + HOST_FILES['hookline.config.mjs'];
    const cwd = await createProject({ ...HOST_FILES, ...QUIET, 'hookline.config.mjs': config });
    const { exitCode, document, stderr } = await runCliJson(['list'], { cwd });
    expect(exitCode).toBe(0);
    expect(document).toMatchObject({ hookline: 1, command: 'list', ok: true });
    expect(stderr).toContain('to the descriptor');
    expect(stderr).toContain('from another process');
  });

  test('is there even if the process of the command is ended', async () => {
    const cwd = await createProject({ 'hookline.config.mjs': 'process.exit(0);' });
    const { exitCode, document } = await runCliJson(['list'], { cwd });
    expect(exitCode).toBe(1);
    expect(document).toMatchObject({ ok: false, error: { code: 'COMMAND_ENDED' } });
  });
});

describe('text for people', () => {
  test.each([
    ['without a terminal', {}, false],
    ['with FORCE_COLOR', { FORCE_COLOR: '1' }, true],
    ['with NO_COLOR beside it', { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
    ['with FORCE_COLOR=0', { FORCE_COLOR: '0' }, false],
  ])('%s', async (_, env, hasColor) => {
    const cwd = await createProject({ ...HOST_FILES, ...QUIET });
    const { stdout } = await runCli(['list'], { cwd, env });
    expect(stdout.includes('\u001B[')).toBe(hasColor);
    expect((await runCli(['list', '--no-color'], { cwd, env })).stdout).not.toContain('\u001B[');
  });

  test('fits into the width of the terminal', async () => {
    const description = 'Counts '.repeat(30);
    const cwd = await createProject({ ...HOST_FILES, ...pluginFiles('acme.long', { description }, '') });
    const { stdout } = await runCli(['list'], { cwd, env: { COLUMNS: '80' } });
    const widths = stdout.split('\n').map((line) => line.length);
    expect(Math.max(...widths)).toBeLessThanOrEqual(80);
  });

  test('takes away what a manifest could do to a terminal', async () => {
    const description = 'harmless\u202Etxt';
    const cwd = await createProject({ ...HOST_FILES, ...pluginFiles('acme.evil', { description }, '') });
    const { stdout } = await runCli(['list'], { cwd });
    expect(stdout).not.toContain('\u202E');
  });
});
