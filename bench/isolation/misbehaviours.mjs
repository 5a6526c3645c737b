/**
 * A handful of the ways in which a plugin can harm its host: the body of a hookimpl each. All of them, in threads as well, are a
 * test: test/runners/misbehaviour*.
 */
export const MISBEHAVIOURS = {
  'turns for ever': 'for (;;);',
  'queues microtasks for ever':
    'const again = () => { Promise.resolve().then(again); }; again(); return new Promise(() => {});',
  'ends the process': 'process.exit(3);',
  'aborts the process': 'process.abort();',
  'throws in a timer': 'setTimeout(() => { throw new Error("late"); }); return new Promise(() => {});',
  'throws null': 'throw null;',
  'answers with a Proxy': 'return new Proxy({}, { ownKeys() { throw new Error("trap"); } });',
  'answers with 40 MB': 'return "x".repeat(40 * 2 ** 20);',
  'fills the heap': 'const all = []; for (;;) all.push({ n: all.length });',
  'makes one huge array': 'return new Array(1e9).fill(0).join();',
  'hoards buffers': 'const all = []; for (;;) all.push(Buffer.alloc(2 ** 20, 1));',
  'prints 20 MB':
    'const line = `${"x".repeat(1023)}\\n`.repeat(1024); for (let n = 0; n < 20; n++) process.stdout.write(line);',
};

/** Ways to use up memory until somebody steps in. */
export const HOGS = {
  objects: 'const all = []; for (;;) all.push({ n: all.length });',
  strings: 'const all = []; for (;;) all.push(Buffer.alloc(2 ** 20, 65).latin1Slice());',
  'buffers, at once': 'const all = []; for (;;) all.push(Buffer.alloc(2 ** 20, 1));',
  'buffers, 1 MiB a millisecond':
    'const all = []; setInterval(() => all.push(Buffer.alloc(2 ** 20, 1)), 1); return new Promise(() => {});',
};

/** @param {string} body */
export function toPlugin(body) {
  return `export default { activate() {}, hooks: { work: ({ page }) => { ${body} } } };\n`;
}

/** Writes `count` messages past Hookline, as frames of their own, as fast as the connection takes them. */
export function toFlood(count) {
  return `import { writeSync } from 'node:fs';
const text = JSON.stringify([[14, 0, 1, 'a line of the log']]);
const frame = Buffer.alloc(5 + text.length);
frame.writeUInt32LE(text.length + 1);
frame.write(text, 5);
const frames = Buffer.concat(Array.from({ length: 1000 }, () => frame));
function writeAll(bytes) {
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(3, bytes, at);
    } catch (error) {
      if (error.code !== 'EAGAIN') throw error;
    }
  }
}
export default {
  activate() {},
  hooks: { work: () => { for (let n = 0; n < ${count / 1000}; n++) writeAll(frames); } },
};\n`;
}
