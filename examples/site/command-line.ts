import { parseArgs } from 'node:util';

/** The command was used wrongly. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Where plugins run that are not to run in the thread of the host. */
export type SiteRunner = 'worker' | 'process';

/** What the command was told. */
export interface CommandLine {
  readonly source: string | undefined;
  readonly out: string | undefined;
  readonly config: string | undefined;
  /** The folder of plugins to use. */
  readonly pluginFolder: string | undefined;
  /** Whether plugins take part. */
  readonly plugins: boolean;
  /** Where plugins run. */
  readonly runner: SiteRunner | undefined;
  /** Ids of plugins to trust. */
  readonly trust: readonly string[];
  readonly cache: boolean;
  readonly clearCache: boolean;
  readonly serve: boolean;
  readonly port: number | undefined;
  readonly json: boolean;
  readonly init: boolean;
  readonly help: boolean;
}

export const HELP = `Builds a website from a folder of Markdown, and tells what every plugin did for it.

  npm start -- [folder] [options]

  folder           What to read. Without it: the README and docs of this project.

  --out <folder>   Where to write. Default: site
  --config <file>  The configuration. Default: site.config.json or site.config.yaml in the folder
  --init           Write a first site.config.json into the folder, and nothing else
  --plugins <folder>
                   Plugins to use. Default: site.plugins beside the configuration;
                   what lies there does not run before you trust it
  --trust <id>     Trust a plugin that you have looked at, until it changes;
                   several times for several plugins
  --runner <name>  Run each plugin in a thread ("worker") or a process ("process")
                   of its own
  --no-plugins     Build without any plugin
  --no-cache       Render every page, and keep none for the next build
  --clear-cache    Delete the kept pages first
  --serve          Serve the site on 127.0.0.1 when it is built
  --port <number>  The port for --serve. Default: 4173, or a free one if that is taken
  --json           Print the report as one JSON document
  --help           Print this

Exit code: 0 the site is complete, 1 a page or a plugin failed, 2 the command or the configuration is wrong.
`;

/** Reads the arguments; throws a `UsageError` for what it does not understand. */
export function parseCommandLine(args: readonly string[]): CommandLine {
  const { values, positionals } = parse(args);
  if (positionals.length > 1) {
    throw new UsageError(
      `One folder at a time: ${positionals.map((name) => `"${name}"`).join(', ')} are ${positionals.length}.`,
    );
  }
  if (values['no-plugins'] && (values.plugins !== undefined || values.trust.length > 0)) {
    throw new UsageError('--no-plugins leaves nothing for --plugins and --trust.');
  }
  if (values.port !== undefined && !values.serve) throw new UsageError('--port is for --serve.');
  if (values.init && positionals.length === 0) {
    throw new UsageError('--init needs the folder that the configuration is for.');
  }
  return {
    source: positionals[0],
    out: values.out,
    config: values.config,
    pluginFolder: values.plugins,
    plugins: !values['no-plugins'],
    runner: values.runner === undefined ? undefined : toRunner(values.runner),
    trust: values.trust,
    cache: !values['no-cache'],
    clearCache: values['clear-cache'],
    serve: values.serve,
    port: values.port === undefined ? undefined : toPort(values.port),
    json: values.json,
    init: values.init,
    help: values.help,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        out: { type: 'string' },
        config: { type: 'string' },
        plugins: { type: 'string' },
        'no-plugins': { type: 'boolean', default: false },
        runner: { type: 'string' },
        trust: { type: 'string', multiple: true, default: [] },
        'no-cache': { type: 'boolean', default: false },
        'clear-cache': { type: 'boolean', default: false },
        serve: { type: 'boolean', default: false },
        port: { type: 'string' },
        json: { type: 'boolean', default: false },
        init: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function toRunner(text: string): SiteRunner {
  if (text === 'worker' || text === 'process') return text;
  throw new UsageError(`--runner takes "worker" or "process", not "${text}".`);
}

function toPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new UsageError(`--port takes a number from 0 to 65535, not "${text}".`);
}
