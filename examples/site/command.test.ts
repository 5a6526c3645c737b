import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { dropInFiles, FEED, toSigner } from '../../test/examples/drop-in.ts';
import { writeHostileFolder } from '../../test/examples/hostile-folder.ts';
import { listTree, readText } from '../../test/examples/read-tree.ts';
import { runCommand, startCommand } from '../../test/examples/run-command.ts';
import { createTemporaryFolder, writeFiles } from '../../test/examples/temporary-folder.ts';
import { assertBuilt } from '../../test/tooling/assert-built.ts';
import type { BuildResult } from './build-result.ts';

const MINUTE = 60_000;

beforeAll(assertBuilt);

describe('a build', { timeout: MINUTE }, () => {
  test('says what the chain did and where the site lies, and exits with 0', async () => {
    const cwd = await createTemporaryFolder({ 'docs/a.md': '# A\n\n```js\nlet a;\n```', 'docs/b.md': '# B' });
    const { code, stdout, stderr } = await runCommand(cwd, ['docs', '--out', 'web']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^Plugins\n\n {2}hookline-site \(plugin API 1\.0\.0\): 5 plugins \(5 ready\) in /);
    expect(stdout).toMatch(/ {2}└─ directory\(.*plugins\)\n {5}├─ hookline\.analytics 1\.0\.0 +ready /);
    expect(stdout).toMatch(/plugin +hook +calls +errors +mean +p95 +share\n/);
    expect(stdout).toMatch(/hookline\.markdown +after_page_render +2 +0 +\d+\.\d{2} +\d+\.\d{2} +\d+\.\d%\n/);
    expect(stdout).toContain('2 pages: 2 rendered, 0 from the cache, 0 failed');
    expect(stdout).toContain(`It lies in ${join(cwd, 'web')}\n`);
    expect(await listTree(join(cwd, 'web'))).toContain('a.html');

    expect((await runCommand(cwd, ['docs', '--out', 'web'])).stdout).toContain('0 rendered, 2 from the cache');
    expect((await runCommand(cwd, ['docs', '--out', 'web', '--no-cache'])).stdout).toContain(
      '2 rendered, 0 from the cache',
    );
    expect((await runCommand(cwd, ['docs', '--out', 'web', '--clear-cache'])).stdout).toContain(
      '2 rendered, 0 from the cache',
    );
  });

  test.each(['worker', 'process'])('is the same with every plugin in a %s of its own', async (runner) => {
    const cwd = await createTemporaryFolder({
      'docs/a.md': '# A\n\nSee [b](b.md).\n\n```js\nlet a;\n```',
      'docs/b.md': '# B\n\n## One\n\n## Two',
    });
    await runCommand(cwd, ['docs', '--out', 'inline', '--no-cache']);
    const { code, stdout, stderr } = await runCommand(cwd, [
      'docs',
      '--out',
      'elsewhere',
      '--no-cache',
      '--runner',
      runner,
    ]);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(new RegExp(`hookline\\.markdown +${runner} +\\d+\\.\\d{2} +\\d+\\.\\d{2}\n`));
    const [inline, elsewhere] = [join(cwd, 'inline'), join(cwd, 'elsewhere')];
    const files = await listTree(inline);
    expect(await listTree(elsewhere)).toEqual(files);
    for (const file of files) expect(await readText(elsewhere, file)).toBe(await readText(inline, file));
  });

  test('of nothing in particular is that of this project', async () => {
    const cwd = await createTemporaryFolder();
    const { stdout } = await runCommand(cwd, ['--json']);
    const result = JSON.parse(stdout) as BuildResult;
    expect(result.out).toBe(join(cwd, 'site'));
    expect(result.boot.plugins.map(({ id, state }) => [id, state])).toEqual([
      ['hookline.analytics', 'ready'],
      ['hookline.highlight', 'ready'],
      ['hookline.link-check', 'ready'],
      ['hookline.markdown', 'ready'],
      ['hookline.toc', 'ready'],
    ]);
    expect(result.pages.find(({ file }) => file === 'README.md')).toMatchObject({ output: 'index.html' });
    expect(result.failures).toEqual([]);
    expect(await readFile(join(cwd, 'site/index.html'), 'utf8')).toContain('Hookline');
  });

  test('of a hostile folder names what failed, builds the rest and exits with 1', { timeout: 3 * MINUTE }, async () => {
    const cwd = await createTemporaryFolder();
    const { pages, unreadable } = await writeHostileFolder(cwd, { seed: 7, count: 300 });
    const { code, stdout, stderr } = await runCommand(cwd, ['.', '--json']);
    const result = JSON.parse(stdout) as BuildResult;
    expect([code, stderr]).toEqual([1, '']);
    expect(result.pages.map(({ file }) => file ?? '').toSorted()).toEqual(pages.toSorted());
    expect(result.failures.map(({ subject }) => subject).toSorted()).toEqual(unreadable);

    const again = await runCommand(cwd, ['.']);
    expect(again.code).toBe(1);
    expect(again.stdout).toContain(`${pages.length} pages: 0 rendered, ${pages.length} from the cache, 0 failed`);
    expect(again.stdout).toContain(
      '  broken-link.md: The page cannot be read: what the link leads to does not exist.\n',
    );
    // eslint-disable-next-line no-control-regex
    expect(again.stdout).not.toMatch(/[\0-\x09\x0b-\x1f\x7f]/);
  });
});

describe('plugins of the user', { timeout: MINUTE }, () => {
  test('are trusted by their ids, or by the name of their folder', async () => {
    const cwd = await createTemporaryFolder({
      'docs/a.md': '# A',
      ...dropInFiles('docs/site.plugins', { 'acme.feed': FEED }),
    });
    const untrusted = await runCommand(cwd, ['docs', '--out', 'web']);
    expect([untrusted.code, await listTree(join(cwd, 'web'))]).toEqual([0, expect.not.arrayContaining(['feed.xml'])]);
    expect(untrusted.stdout).toContain('--trust acme.feed\n');

    await runCommand(cwd, ['docs', '--out', 'web', '--trust', 'acme.feed']);
    expect(await listTree(join(cwd, 'web'))).toContain('feed.xml');
    await runCommand(cwd, ['docs', '--out', 'plain', '--no-plugins']);
    expect(await listTree(join(cwd, 'plain'))).not.toContain('feed.xml');
    await runCommand(cwd, ['docs', '--out', 'named', '--plugins', 'docs/site.plugins', '--no-cache']);
    expect(await listTree(join(cwd, 'named'))).toContain('feed.xml');
  });

  test('that could not be loaded or have changed make pages be rendered again', async () => {
    const cwd = await createTemporaryFolder({ 'docs/a.md': '# A', 'docs/b.md': '# B' });
    const args = ['docs', '--out', 'web', '--plugins', 'mine', '--json'];
    const build = async (code: string) => {
      await writeFiles(cwd, dropInFiles('mine', { 'acme.sign': { ...toSigner(''), code } }));
      const result = JSON.parse((await runCommand(cwd, args)).stdout) as BuildResult;
      const pages = await Promise.all(['a', 'b'].map((name) => readFile(join(cwd, `web/${name}.html`), 'utf8')));
      return [
        result.ok,
        result.pages.map(({ status }) => status),
        pages.map((text) => /<p>(\w+)<\/p>\n?<\/article>/.exec(text)?.[1]),
      ];
    };
    expect(await build('{')).toEqual([false, ['rendered', 'rendered'], [undefined, undefined]]);
    expect(await build(toSigner('One').code)).toEqual([true, ['rendered', 'rendered'], ['One', 'One']]);
    expect(await build(toSigner('One').code)).toEqual([true, ['cached', 'cached'], ['One', 'One']]);
    expect(await build(toSigner('Two').code)).toEqual([true, ['rendered', 'rendered'], ['Two', 'Two']]);
  });
});

describe('wrong use', { timeout: MINUTE }, () => {
  test.each([
    [['--oops'], /--oops[^]*Run "npm start -- --help" for the options\.\n$/],
    [['missing'], /^The source folder "missing" cannot be read: does not exist\.\n$/],
    [['file.md'], /^The source "file\.md" is a file\. Give the folder that holds it\.\n$/],
    [['broken', '--out', 'out'], /site\.config\.json" is not valid JSON/],
    [['wrong', '--out', 'out'], /site\.config\.yaml" is not valid:\n {2}title: .*\n$/],
    [['broken', '--out', '.'], /^The output folder "\." holds the source folder "broken"\./],
    [['wrong', '--init'], /^There is a configuration already/],
  ])('%j is explained on stderr, and exits with 2', async (args, message) => {
    const cwd = await createTemporaryFolder({
      'file.md': '# A',
      'broken/site.config.json': '{',
      'wrong/site.config.yaml': 'title: 1',
    });
    const { code, stdout, stderr } = await runCommand(cwd, args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
    expect((await listTree(cwd)).filter((path) => path.endsWith('.html'))).toEqual([]);
  });

  test('is met with help', async () => {
    const { code, stdout } = await runCommand(await createTemporaryFolder(), ['--help']);
    expect(code).toBe(0);
    expect(stdout).toContain('npm start -- [folder] [options]');
  });
});

test('a first configuration can be written', { timeout: MINUTE }, async () => {
  const cwd = await createTemporaryFolder({ 'docs/a.md': '# A' });
  expect(await runCommand(cwd, ['docs', '--init'])).toMatchObject({ code: 0 });
  expect(await listTree(cwd)).toEqual(['docs/a.md', 'docs/site.config.json']);
  expect(await runCommand(cwd, ['docs'])).toMatchObject({ code: 0 });
});

describe('a server', { timeout: MINUTE }, () => {
  test.each(['SIGINT', 'SIGTERM'] as const)('serves the site until %s', async (signal) => {
    const cwd = await createTemporaryFolder({ 'docs/a.md': '# A' });
    const command = startCommand(cwd, ['docs', '--serve', '--port', '0', '--json']);
    const [, url = ''] = await command.waitForStderr(/ at (http:\S+) /);
    const answer = await fetch(new URL('a.html', url));
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(await answer.text()).toContain('<title>A · docs</title>');

    command.process.kill(signal);
    const { code, stdout } = await command.result;
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ ok: true });
  });

  test('does not take a port that is taken', async () => {
    const other = createServer();
    onTestFinished(() => void other.close());
    await new Promise<void>((resolve) => {
      other.listen(0, '127.0.0.1', resolve);
    });
    const { port } = other.address() as AddressInfo;
    const cwd = await createTemporaryFolder({ 'docs/a.md': '# A' });
    const { code, stderr } = await runCommand(cwd, ['docs', '--serve', '--port', String(port)]);
    expect([code, stderr]).toEqual([2, `The port ${port} is taken. Choose another one with --port.\n`]);
  });
});
