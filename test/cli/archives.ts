import { gzipSync } from 'node:zlib';
import { packTar, type TarHeader } from 'modern-tar';

/** The least that is a plugin. */
export function pluginSource(
  id: string,
  manifest: object = {},
  code = 'export default {};',
): Readonly<Record<string, string>> {
  const whole = { id, version: '1.0.0', api: '^1.0', entry: './index.js', ...manifest };
  return { 'plugin.json': JSON.stringify(whole, null, 2), 'index.js': code };
}

/** One entry of an archive that may be as wrong as one likes. */
export interface RawEntry extends Partial<TarHeader> {
  readonly name: string;
  readonly text?: string;
}

/** A `.tgz` with exactly these entries. */
export async function toTgz(entries: readonly RawEntry[]): Promise<Uint8Array> {
  const tar = await packTar(
    entries.map(({ text = '', ...header }) => ({
      header: { type: 'file', ...header, size: Buffer.byteLength(text) },
      body: text,
    })),
  );
  return gzipSync(tar);
}

/** Files as `npm pack` has them: in the folder `package`. */
export function toPackage(files: Readonly<Record<string, string>>): Promise<Uint8Array> {
  return toTgz(Object.entries(files).map(([path, text]) => ({ name: `package/${path}`, text })));
}
