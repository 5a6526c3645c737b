import { bubblewrap } from 'hookline';
import { expect, test } from 'vitest';
import { findBubblewrap } from '../runners/find-bubblewrap.ts';
import { nodeFeatures } from '../../src/runners/node-features.ts';
import { createHost } from './host.ts';
import { serve } from './http-server.ts';

/** Says what each way to the network gives. */
const CALLING = `import { connect } from 'node:net';
  const ways = {
    http: async (url, ctx) => (await ctx.http.fetch(url)).text(),
    fetch: async (url) => (await fetch(url)).text(),
    socket: (url) => new Promise((resolve, reject) => {
      const { port, hostname } = new URL(url);
      connect({ port, host: hostname }, () => resolve('connected')).on('error', reject);
    }),
  };
  export default { hooks: { greet: async ({ name }, ctx) => {
    const answers = {};
    for (const [way, run] of Object.entries(ways)) answers[way] = await run(name, ctx).catch(() => 'failed');
    return JSON.stringify(answers);
  } } };`;

const bwrap = findBubblewrap();
const LAUNCHERS: readonly (readonly [string, boolean, object])[] = [
  [
    'behind bubblewrap',
    bwrap !== undefined,
    { launcher: bwrap === undefined ? undefined : bubblewrap({ program: bwrap }) },
  ],
  ['of a Node that denies the network', nodeFeatures(process.version).netPermission, {}],
];

for (const [name, isPossible, runners] of LAUNCHERS) {
  test.skipIf(!isPossible)(`a process ${name} reaches what is granted through ctx.http only`, async () => {
    const server = await serve((_request, response) => response.end('hello'));
    const host = await createHost(
      { 'acme.one': { manifest: { permissions: [{ name: 'net', hosts: [server.host] }] }, code: CALLING } },
      { runners: { min: 'process', enforce: ['net'], ...runners } },
    );
    await host.manager.start();
    expect(await host.greet(server.url)).toEqual([
      JSON.stringify({ http: 'hello', fetch: 'failed', socket: 'failed' }),
    ]);
    const { status, level } = host.manager.get('acme.one')!.permissions[0]!;
    expect({ status, level }).toEqual({ status: 'granted', level: 'brokered' });
    expect(host.manager.explain('acme.one').lines).toContainEqual(
      `  "net:${server.host}" is granted and brokered by the host. The network is there through ctx.http only, where the host checks each host that is called.`,
    );
  });

  test.skipIf(!isPossible)(`a process ${name} has sockets of its own if all hosts are granted`, async () => {
    const server = await serve((_request, response) => response.end('hello'));
    const host = await createHost(
      { 'acme.one': { manifest: { permissions: [{ name: 'net', hosts: ['*'] }] }, code: CALLING } },
      { runners: { min: 'process', ...runners } },
    );
    await host.manager.start();
    expect(await host.greet(server.url)).toEqual([
      JSON.stringify({ http: 'hello', fetch: 'hello', socket: 'connected' }),
    ]);
    expect(host.manager.get('acme.one')!.permissions[0]!.level).toBe('declared');
  });
}

test('without either, explain says what is checked', async () => {
  const host = await createHost({ 'acme.one': { manifest: { permissions: [{ name: 'net', hosts: ['a.example'] }] } } });
  await host.manager.start();
  expect(host.manager.explain('acme.one').lines).toContainEqual(
    '  "net:a.example" is granted and only declared. What goes through ctx.http is checked host by host, but sockets that the plugin opens itself are not.',
  );
});
