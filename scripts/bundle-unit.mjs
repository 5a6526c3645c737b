// What a thread or process of a plugin runs first becomes one file, in its own place: to find and open eighty takes as long as
// the start of Node. What is not always needed stays a file of its own.
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const folder = fileURLToPath(new URL('../dist/src/runners/unit/', import.meta.url));

const bundle = await rolldown({ input: `${folder}main.js`, platform: 'node' });
await bundle.write({ dir: folder, entryFileNames: 'main.js', chunkFileNames: '[name]-bundle.js' });
await bundle.close();
