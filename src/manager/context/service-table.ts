import satisfies from 'semver/functions/satisfies.js';
import { describeValue } from '../../errors/describe-value.ts';
import type { PluginIdentity } from '../../hooks/registered-hookimpl.ts';
import { toPromise } from '../../hooks/thenable.ts';
import type { Manifest } from '../../manifest/manifest.ts';
import type { Permission } from '../../manifest/permission.ts';
import {
  contextMisused,
  HOST_ID,
  serviceFailed,
  serviceNotGranted,
  serviceRefused,
  serviceUndeclared,
  serviceVersion,
} from './context-errors.ts';

/** A service that the host offers to plugins. */
export type HostService = {
  readonly version: string;
  /** The name of the permission that a manifest must ask for; `service` is the one that names services by their id. */
  readonly permission?: string;
} & (
  | { readonly value: unknown }
  | {
      /** Makes a service of its own for each plugin, when it is first asked for. */
      readonly create: (plugin: PluginIdentity) => unknown;
    }
);

/** A service that an active plugin provides. */
export interface ProvidedService {
  readonly version: string;
  /** Makes the service, once, when it is first asked for. */
  readonly create: () => unknown;
}

/** What asks for a service. Compared by identity: a plugin that is reloaded asks anew. */
export interface ServiceAsker {
  readonly plugin: PluginIdentity;
  readonly manifest: Pick<Manifest, 'requires' | 'permissions'>;
  /** Those of the permissions of the manifest that the operator grants. */
  readonly granted: readonly Permission[];
}

export interface ServiceRequest {
  readonly asker: ServiceAsker;
  readonly id: string;
  /** Activates a plugin; called only if the plugin does not provide the service yet. */
  readonly activate: (provider: string) => Promise<unknown>;
}

export interface ServiceTableParts {
  readonly host: Readonly<Record<string, HostService>>;
  /** Who provides a service to a plugin, as the resolution has it: the id of a plugin, or `host`. */
  readonly providerOf: (asker: string, service: string) => string | undefined;
}

interface Offer extends ProvidedService {
  readonly provider: PluginIdentity;
  /** The service, once somebody has asked for it. */
  instance?: Promise<unknown> | undefined;
}

/** Services of the host and of plugins, by id. */
export class ServiceTable {
  readonly #parts: ServiceTableParts;
  /** By the id of the provider, then by the id of the service. */
  readonly #offers = new Map<string, Map<string, Offer>>();
  /** By plugin, what the host has made for it. */
  readonly #made = new Map<PluginIdentity, Map<string, Promise<unknown>>>();

  constructor(parts: ServiceTableParts) {
    this.#parts = parts;
  }

  /** Replaces what the provider, or an older version of it, provided under this id. */
  provide(provider: PluginIdentity, id: string, service: ProvidedService): void {
    const offers = this.#offers.get(provider.id) ?? new Map<string, Offer>();
    this.#offers.set(provider.id, offers);
    offers.set(id, { ...service, provider });
  }

  /** Forgets what a plugin provides, and what was made for it. */
  withdraw(plugin: PluginIdentity): void {
    this.#made.delete(plugin);
    const offers = this.#offers.get(plugin.id);
    // A newer version of the plugin may have taken its place.
    for (const [id, { provider }] of offers ?? []) if (provider === plugin) offers?.delete(id);
    if (offers?.size === 0) this.#offers.delete(plugin.id);
  }

  /** Whether somebody has got a service of a plugin. */
  isUsed(provider: PluginIdentity): boolean {
    const offers = [...(this.#offers.get(provider.id)?.values() ?? [])];
    return offers.some((offer) => offer.provider === provider && offer.instance !== undefined);
  }

  /** Rejects with `SERVICE_UNDECLARED`, `SERVICE_REFUSED`, `SERVICE_VERSION` or `SERVICE_FAILED`. */
  async get({ asker, id, activate }: ServiceRequest): Promise<unknown> {
    const { plugin, manifest } = asker;
    if (typeof id !== 'string') {
      throw contextMisused(plugin, 'ctx.services.get', `the id must be a string, not ${describeValue(id)}`);
    }
    const { requires } = manifest;
    if (!Object.hasOwn(requires, id)) throw serviceUndeclared(plugin, id, Object.keys(requires));
    const provider = this.#parts.providerOf(plugin.id, id);
    if (provider === undefined) throw serviceFailed(plugin, id, 'nobody provides it');
    return provider === 'host' ? this.#getOfHost(asker, id) : this.#getOfPlugin(asker, id, { provider, activate });
  }

  #getOfHost(asker: ServiceAsker, id: string): Promise<unknown> {
    const { plugin, manifest } = asker;
    const { host } = this.#parts;
    const service = Object.hasOwn(host, id) ? host[id] : undefined;
    if (service === undefined) throw serviceFailed(plugin, id, 'the host does not provide it');
    const { permission, version } = service;
    if (permission !== undefined && !asker.granted.some((asked) => allows(asked, permission, id))) {
      const isAsked = manifest.permissions.some((asked) => allows(asked, permission, id));
      throw (isAsked ? serviceNotGranted : serviceRefused)(plugin, id, permission);
    }
    assertVersion(asker, id, { version, provider: 'the host' });
    return 'create' in service
      ? this.#makeOnce(plugin, id, () => service.create(plugin))
      : Promise.resolve(service.value);
  }

  #makeOnce(plugin: PluginIdentity, id: string, create: () => unknown): Promise<unknown> {
    const services = this.#made.get(plugin) ?? new Map<string, Promise<unknown>>();
    this.#made.set(plugin, services);
    const made = services.get(id) ?? toPromise(create);
    services.set(id, made);
    return made.catch((cause: unknown) => {
      // The next one who asks may be luckier.
      services.delete(id);
      throw serviceFailed(plugin, id, 'the host failed to make it', { cause });
    });
  }

  async #getOfPlugin(
    asker: ServiceAsker,
    id: string,
    { provider, activate }: { readonly provider: string; readonly activate: ServiceRequest['activate'] },
  ): Promise<unknown> {
    const { plugin } = asker;
    const name = `the plugin "${provider}"`;
    if (this.#offers.get(provider)?.has(id) !== true) {
      await activate(provider).catch((cause: unknown) => {
        throw serviceFailed(plugin, id, `${name} could not be activated`, { cause });
      });
    }
    const offer = this.#offers.get(provider)?.get(id);
    if (offer === undefined) throw serviceFailed(plugin, id, `${name} does not provide it`);
    assertVersion(asker, id, { version: offer.version, provider: name });
    offer.instance ??= toPromise(offer.create);
    return offer.instance.catch((cause: unknown) => {
      offer.instance = undefined;
      throw serviceFailed(plugin, id, `${name} failed to make it`, { cause });
    });
  }
}

function allows(asked: Permission, permission: string, service: string): boolean {
  return asked.name === permission && (asked.name !== 'service' || asked.services.includes(service));
}

/** The resolution has seen to it, but a provider can have changed since. */
function assertVersion(
  { plugin, manifest }: Pick<ServiceAsker, 'plugin' | 'manifest'>,
  id: string,
  { version, provider }: { readonly version: string; readonly provider: string },
): void {
  // The host takes any version, and a prerelease does not even lie in "*".
  if (plugin.id === HOST_ID) return;
  const range = manifest.requires[id]!;
  if (!satisfies(version, range)) throw serviceVersion(plugin, id, { range, version, provider });
}
