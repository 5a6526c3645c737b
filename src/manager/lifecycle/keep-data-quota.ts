import { watchData } from '../health/data-watch.ts';
import { pluginDataQuota } from '../health/health-errors.ts';
import type { InstanceParts } from './instance-parts.ts';

const MEGABYTE = 2 ** 20;

type QuotaParts = Pick<InstanceParts, 'options' | 'record' | 'reconciler' | 'resolved' | 'runtime'>;

/** Watches the data folder of a plugin that has a quota, from when it asks for the folder. Gives what to begin and end it with. */
export function keepDataQuota(parts: QuotaParts): {
  readonly begin: (folder: string) => void;
  readonly end: () => void;
} {
  const { options, record, reconciler, resolved, runtime } = parts;
  const limitMb = Math.min(resolved.found.manifest!.limits.dataMb ?? Infinity, options.limits.dataMb);
  const limitBytes = limitMb * MEGABYTE;
  let end: (() => void) | undefined;
  const begin = (folder: string): void => {
    if (limitBytes === Infinity) return;
    const instance = reconciler.live.get(record.id)?.instance;
    const { id: plugin, version } = record;
    end = watchData({
      folder,
      limitBytes,
      clock: options.clock,
      isActive: () =>
        reconciler.live.get(record.id)?.instance === instance &&
        instance?.isActivating === false &&
        (record.state === 'active' || record.state === 'tripped'),
      onNearlyFull: (bytes) => runtime.hub.emit('plugin:data', { plugin, version, bytes, limitBytes }),
      onOver: () => {
        const error = pluginDataQuota(record, { folder, limitMb });
        runtime.tellError(record, 'late', error);
        reconciler.stopFailed(record, instance!, error);
      },
    });
  };
  return { begin, end: () => end?.() };
}
