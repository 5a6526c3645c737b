import { z } from 'zod';

/** The format that is written, and the only one that is read. */
export const LOCK_VERSION = 1;

const LockedPlugin = z.strictObject({
  id: z.string(),
  version: z.string(),
  /** Where it was found, as the host wrote it. For people: another machine may keep its plugins elsewhere. */
  source: z.string(),
  /** `sha256:` and the digest of all that lies in its folder; absent for a plugin in the code of the host. */
  integrity: z
    .string()
    .regex(/^sha256:[0-9a-f]{64}$/, 'must be "sha256:" and 64 hexadecimal digits')
    .optional(),
  /** The plugins that have to be active before it is, with their versions. */
  dependencies: z.record(z.string(), z.string()),
  /** What it was granted, such as `net:stats.example`. */
  permissions: z.array(z.string()),
  /** Its place in the order of activation, from 0. */
  order: z.int().nonnegative(),
});

/** The form of a lock file. Closed: whoever misspells a key has not locked what they mean to. */
export const LockFile = z
  .strictObject({
    lockVersion: z.literal(LOCK_VERSION),
    host: z.strictObject({ name: z.string(), api: z.string() }),
    plugins: z.array(LockedPlugin),
  })
  .refine(({ plugins }) => new Set(plugins.map(({ id }) => id)).size === plugins.length, {
    path: ['plugins'],
    message: 'an id stands in it twice',
  });

/** One plugin as it was locked: plain JSON. */
export type LockedPlugin = Readonly<z.output<typeof LockedPlugin>>;

/** Which plugins run, with which content, permissions and order: plain JSON. The same state gives the same document. */
export interface LockDocument {
  readonly lockVersion: typeof LOCK_VERSION;
  /** For whom it was made. */
  readonly host: { readonly name: string; readonly api: string };
  /** By id. */
  readonly plugins: readonly LockedPlugin[];
}
