// "node --import hookline/typescript file.ts": a Node that does not read TypeScript by itself does so from here on.
import { join } from 'node:path';
import { loadTypeScript } from './load-typescript.ts';

await loadTypeScript(join(process.cwd(), 'package.json'));
