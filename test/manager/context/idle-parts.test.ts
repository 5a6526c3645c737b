import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { createTemporaryFolder } from '../../examples/temporary-folder.ts';
import { assertBuilt } from '../../tooling/assert-built.ts';
import { runNode } from '../health/run-node.ts';

const LEAVE_PARTS_OPEN = fileURLToPath(new URL('./fixtures/leave-parts-open.mjs', import.meta.url));

beforeAll(assertBuilt);

test(
  'an idle thread does not keep a process alive; a wait for a lock does, until it is told',
  { timeout: 20_000 },
  async () => {
    const folder = await createTemporaryFolder({ 'add.mjs': 'export default (n) => n + 1;' });
    expect(await runNode([LEAVE_PARTS_OPEN, folder])).toEqual({ code: 0, stdout: '21\nLOCK_TIMEOUT\n', stderr: '' });
  },
);
