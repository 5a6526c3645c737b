#!/usr/bin/env node
import { fileURLToPath } from 'node:url';
import { buildSite } from './build-site.ts';
import { type CommandLine, HELP, parseCommandLine, UsageError } from './command-line.ts';
import { systemCode, toMessage } from './error-message.ts';
import { renderReport } from './report-text.ts';
import { saveStarterConfig } from './save-config.ts';
import { serve, type SiteServer } from './serve.ts';
import { SiteError } from './site-error.ts';

/** This file runs as dist/examples/site/main.js. */
const PROJECT = fileURLToPath(new URL('../../../', import.meta.url));
const PROJECT_CONFIG = fileURLToPath(new URL('../../../examples/site/project.config.json', import.meta.url));
const DEFAULT_PORT = 4173;

try {
  process.exitCode = await run(parseCommandLine(process.argv.slice(2)));
} catch (error) {
  process.exitCode = error instanceof UsageError || error instanceof SiteError ? 2 : 1;
  process.stderr.write(`${toErrorText(error)}\n`);
}

async function run(command: CommandLine): Promise<number> {
  if (command.help) {
    process.stdout.write(HELP);
    return 0;
  }
  if (command.init) return init(command);

  const isProject = command.source === undefined;
  const result = await buildSite({
    source: command.source ?? PROJECT,
    out: command.out ?? 'site',
    configFile: command.config ?? (isProject ? PROJECT_CONFIG : undefined),
    pluginFolder: command.pluginFolder,
    usePlugins: command.plugins,
    runner: command.runner,
    trust: command.trust,
    useCache: command.cache,
    clearCache: command.clearCache,
  });
  process.stdout.write(command.json ? `${JSON.stringify(result, undefined, 2)}\n` : renderReport(result));
  if (command.serve) await serveUntilStopped(result.out, command.port);
  return result.ok ? 0 : 1;
}

async function init({ source = '.', pluginFolder, plugins, trust }: CommandLine): Promise<number> {
  const { file, pluginErrors } = await saveStarterConfig({ source, pluginFolder, usePlugins: plugins, trust });
  process.stdout.write(`Wrote ${file}\n`);
  return pluginErrors.length === 0 ? 0 : 1;
}

/** Resolves when the process is told to stop. The messages go to stderr: stdout may hold the JSON report. */
async function serveUntilStopped(folder: string, port: number | undefined): Promise<void> {
  const server = await startServer(folder, port);
  process.stderr.write(`\nServing ${folder} at ${server.url} (stop with Ctrl+C)\n`);
  await new Promise<void>((resolve) => {
    process.once('SIGINT', () => {
      resolve();
    });
    process.once('SIGTERM', () => {
      resolve();
    });
  });
  await server.close();
}

/** A port that was asked for must be free; the default one may be taken by another site. */
async function startServer(folder: string, port: number | undefined): Promise<SiteServer> {
  try {
    return await serve({ folder, port: port ?? DEFAULT_PORT });
  } catch (error) {
    if (systemCode(error) !== 'EADDRINUSE') throw error;
    if (port !== undefined) {
      throw new SiteError(`The port ${port} is taken. Choose another one with --port.`, { cause: error });
    }
    return serve({ folder, port: 0 });
  }
}

function toErrorText(error: unknown): string {
  if (error instanceof UsageError) return `${error.message}\nRun "npm start -- --help" for the options.`;
  if (error instanceof SiteError) return error.message;
  return `The site could not be built: ${toMessage(error)}`;
}
