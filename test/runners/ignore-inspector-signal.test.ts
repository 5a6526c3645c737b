import { once } from 'node:events';
import inspector from 'node:inspector';
import { expect, test } from 'vitest';
import { ignoreInspectorSignal } from '../../src/runners/ignore-inspector-signal.ts';

test.skipIf(process.platform === 'win32')(
  'the signal that would wake the inspector of the host does nothing',
  async () => {
    const before = process.listenerCount('SIGUSR1');
    const undo = ignoreInspectorSignal();
    const url = inspector.url();
    const signalled = once(process, 'SIGUSR1');
    process.kill(process.pid, 'SIGUSR1');
    await signalled;
    expect(inspector.url()).toBe(url);
    undo();
    expect(process.listenerCount('SIGUSR1')).toBe(before);
  },
);
