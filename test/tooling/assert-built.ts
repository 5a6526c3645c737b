import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from './package-root.ts';

export function assertBuilt(): void {
  const isBuilt = existsSync(join(packageRoot, 'dist'));
  if (!isBuilt) throw new Error('There is no dist/: run "npm run build" first.');
}
