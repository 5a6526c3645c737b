import { join } from 'node:path';
import { loadTypeScript } from './load-typescript.ts';

/**
 * `node --import hookline/typescript file.ts`: a Node that does not read TypeScript by itself does from here on.
 *
 * @throws TYPESCRIPT_UNSUPPORTED
 */
export const readsTypeScript: true = await loadTypeScript(join(process.cwd(), 'package.json')).then(() => true);
