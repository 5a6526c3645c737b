import { runnerExited } from '../isolation/runner-errors.ts';
import { HooklineError } from '../../errors/hookline-error.ts';
import { warnOfApiDeprecations } from './api-deprecations.ts';
import { openLivingContext } from '../context/living-context.ts';
import { createReadTeller } from '../context/tell-secret-reads.ts';
import type { InstanceParts } from './instance-parts.ts';
import { keepDataQuota } from './keep-data-quota.ts';
import { loadPlugin } from './load-plugin.ts';
import { PluginInstance, type InstanceHost, type LifeLimits } from './plugin-instance.ts';
import { toMisfit } from './to-misfit.ts';

/** Makes an instance of a plugin that the manager starts, activates and stops. Loads nothing yet. */
export function createInstance(parts: InstanceParts): PluginInstance {
  const { record, resolved, rank, options, runtime, reconciler } = parts;
  const { found } = resolved;
  const manifest = found.manifest!;
  const limits = limitsOf(parts);
  const adapter = options.host.adapters.find(({ api }) => api === resolved.adapter);
  const host: InstanceHost = {
    limits,
    adapter,
    syncHooks: new Set(parts.survey.syncHooksOf(manifest)),
    activateDependencies: () => activateDependencies(parts),
    load: () => {
      const { activatedBy = 'unknown' } = instance;
      const runner = parts.survey.runnerNameOf(record.found) ?? 'inline';
      const { id: plugin, version } = manifest;
      const module = { plugin, version, file: found.entryFile, runner, activatedBy };
      return runtime.loads.load(module, () => loadPlugin(parts, limits.importMs));
    },
    createContext: () => openContext(parts, limits),
    register: (placed, handlerOf) => {
      try {
        return runtime.register(manifest, rank, placed, handlerOf);
      } catch (thrown) {
        throw toMisfit(thrown, found.manifestFile);
      }
    },
    redact: (thrown) => runtime.redactor.redactThrown(thrown),
    onActivating: () => record.move('activating'),
    onActive: () => {
      record.move('active');
      if (adapter !== undefined) warnOfApiDeprecations(manifest, adapter);
    },
    onFailed: (error, phase) => {
      if (error.code.startsWith('ENTRY_')) parts.copies.spoil(found);
      // That another plugin failed has been told of that one.
      if (error.code !== 'DEPENDENCY_UNAVAILABLE') runtime.tellError(record, phase, error);
      reconciler.fail(record, instance, error);
    },
    onError: (error, phase) => runtime.tellError(record, phase, error),
    onExited: (exit) => {
      // It may have been stopped, or replaced, while it was cleaned up.
      if (reconciler.live.get(record.id)?.instance !== instance) return;
      const error = runnerExited(record, exit, parts.restarts.ended(record.id));
      runtime.tellError(record, 'late', error);
      reconciler.fail(record, instance, error);
    },
    whyNot: () => record.standing.reason,
    awaitsAnEnd: () => reconciler.awaitsAnEnd(record.id),
    successorOf: ({ target, targetId }) => {
      const successor = reconciler.live.get(record.id)?.instance;
      return successor === instance ? undefined : successor?.handlerFor(target, targetId);
    },
  };
  const instance = new PluginInstance(found, manifest, host);
  runtime.ward.pardon(record.id, 'The plugin is started anew.');
  return instance;
}

/** A plugin may ask for more time than the host gives by itself, or for less. */
function limitsOf({ options, resolved }: InstanceParts): LifeLimits {
  const { importMs, activateMs, drainMs, deactivateMs } = options.limits;
  const startMs = resolved.found.manifest!.limits.startMs;
  return { importMs: startMs ?? importMs, activateMs: startMs ?? activateMs, drainMs, deactivateMs };
}

async function activateDependencies({ record, resolved, reconciler }: InstanceParts): Promise<void> {
  // What it was before must have let go of everything.
  await reconciler.predecessorEnded(record.id);
  const { dependencies } = reconciler.live.get(record.id)?.resolved ?? resolved;
  await Promise.all(
    dependencies.map(async (id) => {
      try {
        const dependency = reconciler.live.get(id);
        if (dependency === undefined) throw new Error('it does not run');
        await dependency.instance.activate(`dependency of ${record.id}`);
      } catch (cause) {
        const message = `The plugin "${record.id}" needs "${id}", which could not be activated.`;
        const data = { plugin: record.id, version: record.version, dependency: id };
        throw new HooklineError('DEPENDENCY_UNAVAILABLE', message, { data, cause });
      }
    }),
  );
}

function openContext(parts: InstanceParts, limits: LifeLimits) {
  const { record, options, runtime, survey, reconciler } = parts;
  const { facts } = survey;
  // The sources may have been looked into again since the plugin took its place.
  const { found } = record;
  const { values } = facts.provisionOf(found).secrets;
  for (const [key, value] of values) runtime.redactor.add(key, value);
  const quota = keepDataQuota(parts);
  const tellReads = createReadTeller(record, runtime.shared.onSecretRead);
  return openLivingContext({
    manifest: found.manifest!,
    granted: facts.consentOf(found).sheet.granted,
    folder: found.folder,
    stateDir: options.stateDir,
    onDataDir: quota.begin,
    config: () => {
      const { config } = facts.provisionOf(record.found);
      if ('verdict' in config) return {};
      tellReads(config);
      return config.config;
    },
    secrets: values,
    deactivateMs: limits.deactivateMs,
    onLateError: (error) => runtime.tellError(record, 'deactivate', error),
    declare: (hookspecs) =>
      runtime.declare(hookspecs, () => {
        for (const { instance } of reconciler.live.values()) if (instance.isActive) instance.renewHandlers();
      }),
    activate: async (provider) => {
      const live = reconciler.live.get(provider);
      if (live === undefined) throw new Error(`the plugin "${provider}" does not run`);
      await live.instance.activate(`service for ${record.id}`);
    },
    onClosed: () => {
      quota.end();
      return runtime.tellLeaks(record);
    },
    shared: runtime.shared,
  });
}
