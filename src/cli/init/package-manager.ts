import { existsSync } from 'node:fs';
import { join } from 'node:path';

const LOCKS = [
  ['package-lock.json', 'npm'],
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
] as const;

/** The package manager of a project, for commands that are printed: the one whose lock is there, else the one that runs us. */
export function packageManagerOf(folder: string, env: Readonly<Record<string, string | undefined>>): string {
  const locked = LOCKS.find(([file]) => existsSync(join(folder, file)));
  if (locked !== undefined) return locked[1];
  const [, agent] = /^(npm|pnpm|yarn|bun)\//.exec(env['npm_config_user_agent'] ?? '') ?? [];
  return agent ?? 'npm';
}
