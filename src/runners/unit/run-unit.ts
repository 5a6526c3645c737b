import { getHeapStatistics } from 'node:v8';
import { HooklineError } from '../../errors/hookline-error.ts';
import { definitionProblems } from '../../plugin/definition-problems.ts';
import type { AnyPluginDefinition } from '../../plugin/define-plugin.ts';
import type { Carrier } from '../../rpc/carrier.ts';
import { Peer } from '../../rpc/peer.ts';
import { sayHello, sayReady } from '../../rpc/unit-handshake.ts';
import { guardImports } from '../guard-imports.ts';
import { loadEntry } from '../load-entry.ts';
import { knowPluginFolders } from '../plugin-folders.ts';
import { PLUGIN_API, SDK_VERSION } from '../unit-versions.ts';
import type { SyncLine } from '../sync-channel.ts';
import type { UnitBoot } from '../unit-targets.ts';
import { createUnitTable } from './create-unit-table.ts';
import { describeShape } from './describe-shape.ts';
import { rehearse } from './rehearse.ts';
import { serveSync } from './serve-sync.ts';

/** How long a unit waits to be told what to run: one that is kept as a spare waits for long. */
const WELCOME_MS = 2 ** 31 - 1;

/** Taken now, so that nothing a plugin puts in its place keeps the unit alive. */
// oxlint-disable-next-line no-restricted-properties -- a unit is a program of its own
const exit = process.exit.bind(process);

/** Greets the host, loads the plugin that the host names, and serves it until the connection ends; so does the unit. */
export function runUnit(carrier: Carrier, nonce: string, sync?: SyncLine): void {
  const peer = new Peer(carrier, {
    role: 'unit',
    side: 'host',
    onBye: (reason) => peer.close(new Error(reason)),
    onClose: () => setImmediate(() => exit()),
  });
  start(peer, nonce, sync).catch((error: unknown) => peer.fail(error as Error));
}

async function start(peer: Peer, nonce: string, sync: SyncLine | undefined): Promise<void> {
  // Loaded while the host answers, or while a spare waits.
  const scrubbing = import('../scrub.mjs');
  const stopRehearsing = rehearse(peer);
  const { boot } = await sayHello(peer, {
    api: PLUGIN_API,
    sdk: SDK_VERSION,
    node: process.versions.node,
    nonce,
    heapLimit: getHeapStatistics().heap_size_limit,
    timeoutMs: WELCOME_MS,
  });
  stopRehearsing();
  const { plugin, folder, entryFile, startMs, others, granted } = boot as UnitBoot;
  if (others.length > 0) {
    knowPluginFolders([...others, { id: plugin.id, folder }]);
    guardImports();
  }
  if (granted !== undefined) {
    const { scrub } = await scrubbing;
    scrub(granted);
  }
  const { exported } = await loadEntry({ plugin, folder, entryFile, timeoutMs: startMs, copy: 0 });
  const definition = parse(plugin, exported);
  const { shape, handlers } = describeShape(definition);
  const { table, contextOf } = createUnitTable(peer, { plugin, definition, handlers });
  if (sync !== undefined) serveSync(sync, handlers, contextOf);
  sayReady(peer, table, shape);
}

/** @throws ENTRY_EXPORT_INVALID, RUNNER_UNSUPPORTED */
function parse({ id, version }: UnitBoot['plugin'], exported: unknown): AnyPluginDefinition {
  const problems = definitionProblems(exported);
  if (problems.length > 0) {
    const message = `The default export of the plugin "${id}" ${version} is not a plugin: ${problems.join('; ')}.`;
    throw new HooklineError('ENTRY_EXPORT_INVALID', message, { data: { plugin: id, version, problems } });
  }
  const definition = exported as AnyPluginDefinition;
  const contributed = Object.keys(definition.hookspecs ?? {});
  if (contributed.length === 0) return definition;
  const message = `The plugin "${id}" ${version} contributes hooks, and so cannot run in a thread or process of its own.`;
  throw new HooklineError('RUNNER_UNSUPPORTED', message, { data: { plugin: id, version, hooks: contributed } });
}
