// Data: the length of the list is not a matter of design.
/* oxlint-disable max-lines */
/** One entry per error code: which documentation page explains it, what it means, and what to do about it. */
export interface CatalogueEntry {
  readonly group: ErrorGroup;
  readonly summary: string;
  readonly remedy: string;
}

/** The pages under `docs/errors/`. */
export type ErrorGroup =
  | 'hookspecs'
  | 'registration'
  | 'calls'
  | 'wrappers'
  | 'manifests'
  | 'discovery'
  | 'resolution'
  | 'activation'
  | 'context'
  | 'manager'
  | 'health'
  | 'runners'
  | 'commands'
  | 'plugin-commands'
  | 'testing';

/** Every code that Hookline can give, in alphabetical order. A code is permanent: it is never renamed or reused. */
export const ERROR_CATALOGUE = {
  ACTIVATE_FAILED: {
    group: 'activation',
    summary: 'The activate function of a plugin failed.',
    remedy: 'Look at the cause and mend the plugin.',
  },
  ACTIVATE_TIMEOUT: {
    group: 'activation',
    summary: 'The activate function of a plugin did not settle within the time limit.',
    remedy: 'Do long work later, or raise limits.startMs in the manifest.',
  },
  API_UNSUPPORTED: {
    group: 'resolution',
    summary: 'A plugin was made for another version of the plugin API of the host.',
    remedy: 'Install a version of the plugin that supports the API version of the host.',
  },
  ARCHIVE_INVALID: {
    group: 'commands',
    summary: 'What should be unpacked is damaged, dangerous, or no archive.',
    remedy: 'Get the plugin again.',
  },
  ARGS_INVALID: {
    group: 'calls',
    summary: 'The arguments of a hook call do not fit the hookspec.',
    remedy: 'Pass one object with the arguments that the hookspec declares.',
  },
  CACHE_DAMAGED: {
    group: 'manager',
    summary: 'The cache of manifests could not be read and was made anew.',
    remedy: 'Nothing: every manifest was read again.',
  },
  CALL_ABORTED: {
    group: 'calls',
    summary: 'The signal of a hook call was aborted before the call ended.',
    remedy: 'Expect this error where you abort the signal; its cause is the reason of the signal.',
  },
  COMMAND_ABORTED: {
    group: 'plugin-commands',
    summary: 'A command of a plugin was aborted before it ended.',
    remedy: 'Expect this error where you abort the signal, or stop the plugin.',
  },
  COMMAND_AMBIGUOUS: {
    group: 'plugin-commands',
    summary: 'Several plugins contribute a command of this name.',
    remedy: 'Put the id of the plugin in front, or choose one under "commands" in the options of createPluginManager.',
  },
  COMMAND_ARGUMENTS_INVALID: {
    group: 'plugin-commands',
    summary: 'A command of a plugin was given arguments or options that it does not declare.',
    remedy: 'Give what the manifest declares for the command.',
  },
  COMMAND_ENDED: {
    group: 'commands',
    summary: 'The process of a command ended before it gave a result.',
    remedy: 'Let plugins that end the process run in one of their own.',
  },
  COMMAND_FAILED: {
    group: 'plugin-commands',
    summary: 'A command of a plugin failed.',
    remedy: 'Look at the cause.',
  },
  COMMAND_MISUSED: {
    group: 'commands',
    summary: 'A command was called with arguments or options that it does not take.',
    remedy: 'Read the help of the command.',
  },
  COMMAND_TIMEOUT: {
    group: 'plugin-commands',
    summary: 'A command of a plugin did not settle within the time limit of its call.',
    remedy: 'Raise timeoutMs, or leave it out.',
  },
  COMMAND_UNAVAILABLE: {
    group: 'plugin-commands',
    summary: 'The plugin that contributes a command does not run.',
    remedy: 'Look at why the plugin does not run.',
  },
  COMMAND_UNKNOWN: {
    group: 'plugin-commands',
    summary: 'No plugin contributes a command of this name.',
    remedy: 'Use a name that manager.commands() shows.',
  },
  CONFIG_INVALID: {
    group: 'resolution',
    summary: 'The configuration of a plugin is missing a key or does not fit the schema of its manifest.',
    remedy: 'Mend the keys that the message names.',
  },
  CONFIG_REFUSED: {
    group: 'activation',
    summary: 'A plugin failed to take a new configuration, and was started anew.',
    remedy: 'Look at the cause and mend onConfigChange of the plugin.',
  },
  CONFIRMATION_NEEDED: {
    group: 'commands',
    summary: 'A command needs a yes, and nobody is there to give it.',
    remedy: 'Give "--yes".',
  },
  CONTEXT_CLOSED: {
    group: 'context',
    summary: 'A plugin used its context after it had been stopped.',
    remedy: 'End timers and listeners through ctx.onDispose.',
  },
  CONTEXT_MISUSED: {
    group: 'context',
    summary: 'A function of the plugin context was called with something that it does not take.',
    remedy: 'Pass what the message describes.',
  },
  CONTRACT_INVALID: {
    group: 'commands',
    summary: 'The contract of a plugin API cannot be used.',
    remedy: 'Write it with describeApi.',
  },
  DATA_FOLDER_UNAVAILABLE: {
    group: 'context',
    summary: 'A plugin asked for its data folder, but the host has no stateDir or the folder cannot be made.',
    remedy: 'Give createPluginManager a stateDir that can be written.',
  },
  DEACTIVATE_FAILED: {
    group: 'activation',
    summary: 'The deactivate function of a plugin, or a disposal that it registered, failed.',
    remedy: 'Look at the cause; everything else of the plugin was disposed of.',
  },
  DEACTIVATE_TIMEOUT: {
    group: 'activation',
    summary:
      'The deactivate function of a plugin, a disposal, or a call that it still worked on did not settle within the time limit.',
    remedy: 'Make the plugin end sooner; it was let go of.',
  },
  DEPENDENCY_CYCLE: {
    group: 'resolution',
    summary: 'Plugins depend on each other in a circle.',
    remedy: 'Remove one of the dependencies on the path that the message shows, or make it optional.',
  },
  DEPENDENCY_MISSING: {
    group: 'resolution',
    summary: 'A plugin that another plugin depends on was not found.',
    remedy: 'Install the missing plugin.',
  },
  DEPENDENCY_UNAVAILABLE: {
    group: 'resolution',
    summary: 'A plugin that another plugin depends on was found but cannot run.',
    remedy: 'Mend or enable the plugin that the message names.',
  },
  DEPENDENCY_VERSION: {
    group: 'resolution',
    summary: 'A plugin that another plugin depends on was found in a version that does not fit.',
    remedy: 'Install a version that fits the range.',
  },
  ENGINE_UNSUPPORTED: {
    group: 'resolution',
    summary: 'A plugin needs another version of Node.js.',
    remedy: 'Run the host with a version of Node.js that the plugin supports.',
  },
  ENTRY_DEPENDENCY_MISSING: {
    group: 'activation',
    summary: 'The entry of a plugin imports a package or a file that is not there.',
    remedy: 'Install the package in the folder of the plugin, or mend the import.',
  },
  ENTRY_EXPORT_INVALID: {
    group: 'activation',
    summary: 'The default export of the entry of a plugin is not a plugin.',
    remedy: 'Write "export default definePlugin({ ... })".',
  },
  ENTRY_IMPORT_FAILED: {
    group: 'activation',
    summary: 'The entry of a plugin threw while it was imported.',
    remedy: 'Look at the cause and mend the plugin.',
  },
  ENTRY_IMPORT_TIMEOUT: {
    group: 'activation',
    summary: 'The entry of a plugin did not finish importing within the time limit.',
    remedy: 'Remove what the module waits for at its top level, or raise limits.startMs in the manifest.',
  },
  ENTRY_IMPORTS_PLUGIN: {
    group: 'activation',
    summary: 'A plugin imports a file of another plugin.',
    remedy: 'Use a service or a hook of the other plugin, or put what both need into a package.',
  },
  ENTRY_KIND_UNKNOWN: {
    group: 'manifests',
    summary: 'The entry of a manifest is not a JavaScript module.',
    remedy: 'Name a file that ends in .js, .mjs or .cjs.',
  },
  ENTRY_MISSING: {
    group: 'manifests',
    summary: 'The entry file that a manifest names does not exist or is not a file.',
    remedy: 'Build the plugin, or mend the path of "entry".',
  },
  ENTRY_NOT_RELATIVE: {
    group: 'manifests',
    summary: 'The entry of a manifest is an absolute path or a URL.',
    remedy: 'Write a path relative to the folder of the manifest, such as "./index.js".',
  },
  ENTRY_OUTSIDE: {
    group: 'manifests',
    summary: 'The entry of a manifest lies outside the folder of the plugin, or a link leads out of it.',
    remedy: 'Put the entry file inside the folder of the plugin.',
  },
  FILES_EXIST: {
    group: 'commands',
    summary: 'A host cannot be set up where files of the same names are.',
    remedy: 'Move the files away that the message names, or give another folder.',
  },
  FOLDER_EXISTS: {
    group: 'commands',
    summary: 'A plugin cannot be made where something is already.',
    remedy: 'Give another folder.',
  },
  FOLDER_UNWRITABLE: {
    group: 'commands',
    summary: 'A command cannot write to a folder.',
    remedy: 'Mend the permissions of the folder, or choose another one.',
  },
  HOOK_FAILED: {
    group: 'calls',
    summary: 'A hookimpl threw or rejected; the cause is what it threw.',
    remedy: 'Look at the cause, mend the plugin that the message names, or disable it.',
  },
  HOOK_TIMEOUT: {
    group: 'calls',
    summary: 'A hookimpl did not settle within its time limit.',
    remedy: 'Make the plugin answer sooner and heed ctx.signal, or raise timeoutMs in the hookspec.',
  },
  HOOK_UNKNOWN: {
    group: 'hookspecs',
    summary: 'A name was used for which no hookspec is declared.',
    remedy: 'Use a declared hook name, or declare the hookspec first.',
  },
  HOOKIMPL_INVALID: {
    group: 'registration',
    summary: 'A hookimpl, or an option of one, is not what its hookspec accepts.',
    remedy: 'Mend each problem that the message lists, then register again: nothing was registered.',
  },
  HOOKSPEC_DUPLICATE: {
    group: 'hookspecs',
    summary: 'A hookspec was declared under a name that is already taken.',
    remedy: 'Give the new hookspec another name, for instance with the prefix of its plugin.',
  },
  HOOKSPEC_INVALID: {
    group: 'hookspecs',
    summary: 'A hookspec, or an option of one, is not valid.',
    remedy: 'Mend each problem that the message lists: nothing was declared.',
  },
  HOST_CONFIG_INVALID: {
    group: 'commands',
    summary: 'The configuration file of a host cannot be used.',
    remedy: 'Mend what the message names.',
  },
  HOST_CONFIG_MISSING: {
    group: 'commands',
    summary: 'No configuration of a host was found.',
    remedy: 'Run "hookline init", or name the file with "--config".',
  },
  HOST_STATE_MISSING: {
    group: 'commands',
    summary: 'A command needs the state folder of the host, and it has none.',
    remedy: 'Give the host a stateDir.',
  },
  HTTP_FAILED: {
    group: 'context',
    summary: 'A request of a plugin through ctx.http failed.',
    remedy: 'Look at the cause.',
  },
  HTTP_REFUSED: {
    group: 'context',
    summary: 'A plugin called a host that the operator does not grant.',
    remedy: 'Ask for the host in the manifest, and have it granted.',
  },
  HTTP_TIMEOUT: {
    group: 'context',
    summary: 'A request of a plugin through ctx.http took too long.',
    remedy: 'Wait longer with "timeoutMs", or ask for less.',
  },
  HTTP_TOO_LARGE: {
    group: 'context',
    summary: 'An answer to a request through ctx.http is larger than it may be.',
    remedy: 'Ask for less of it, or for more with "maxBytes".',
  },
  INDEX_UNAVAILABLE: {
    group: 'manager',
    summary: 'The index of plugins cannot be used where it is asked for.',
    remedy: "Take index: 'memory' or 'auto', or a newer Node.js.",
  },
  INSTALL_REFUSED: {
    group: 'commands',
    summary: 'A plugin was not installed.',
    remedy: 'Mend what the message names.',
  },
  LOCK_MISMATCH: {
    group: 'resolution',
    summary: 'A plugin is not what was locked.',
    remedy: 'Install what the lock names, or look at the plugin and make the lock anew.',
  },
  LOCK_TIMEOUT: {
    group: 'context',
    summary: 'A lock was not free within the time limit.',
    remedy: 'Release locks sooner, or wait longer; the message names the owner.',
  },
  LOCKFILE_INVALID: {
    group: 'manager',
    summary: 'A lock of plugins is absent, damaged or of another format.',
    remedy: 'Bring the lock back, or make it anew.',
  },
  LOCKFILE_UNWRITABLE: {
    group: 'manager',
    summary: 'A lock of plugins could not be written.',
    remedy: 'Make the folder of the file writable.',
  },
  LOOP_LIMIT: {
    group: 'calls',
    summary: 'A loop hook was still getting answers after maxRounds rounds.',
    remedy: 'Make the hookimpls stop answering when there is nothing left to do, or raise maxRounds.',
  },
  MANAGER_OPTIONS_INVALID: {
    group: 'manager',
    summary: 'An option of createPluginManager is not valid.',
    remedy: 'Mend the option that the message names.',
  },
  MANIFEST_API_MISSING: {
    group: 'manifests',
    summary: 'A manifest does not say which versions of the plugin API it supports, or says all of them.',
    remedy: 'Give the range of API versions that the plugin was tested with, such as "^1.0".',
  },
  MANIFEST_CONFIG_SCHEMA_INVALID: {
    group: 'manifests',
    summary: 'The config schema of a manifest is not a JSON Schema for an object.',
    remedy: 'Mend the schema: it must be a JSON Schema with type "object".',
  },
  MANIFEST_HOOK_UNKNOWN: {
    group: 'manifests',
    summary: 'A manifest names a hook that the host does not have.',
    remedy: 'Use a hook of the host, or mark the hook as optional.',
  },
  MANIFEST_ID_INVALID: {
    group: 'manifests',
    summary: 'The id of a plugin is not of the form "publisher.name".',
    remedy: 'Use lower-case letters, digits and hyphens around one dot, such as "acme.analytics".',
  },
  MANIFEST_ID_RESERVED: {
    group: 'manifests',
    summary: 'The id of a plugin begins with a prefix that is reserved for Hookline or for the host.',
    remedy: 'Use your own publisher name in front of the dot.',
  },
  MANIFEST_INVALID: {
    group: 'manifests',
    summary: 'A value in a manifest is missing or is not what the schema of manifests accepts.',
    remedy: 'Give the value that the message describes; the reference of manifests lists all keys.',
  },
  MANIFEST_KEY_DUPLICATE: {
    group: 'manifests',
    summary: 'A key stands twice in one object of a manifest.',
    remedy: 'Remove one of the two: readers would see only the last.',
  },
  MANIFEST_KEY_FORBIDDEN: {
    group: 'manifests',
    summary: 'A manifest has a key that could change objects that are not its own, such as "__proto__".',
    remedy: 'Remove the key.',
  },
  MANIFEST_KEY_UNKNOWN: {
    group: 'manifests',
    summary: 'A manifest has a key that manifests do not have.',
    remedy: 'Use the key that the message suggests, or remove it.',
  },
  MANIFEST_PIN_EXACT: {
    group: 'manifests',
    summary: 'A manifest asks for exactly one version of another plugin.',
    remedy: 'Allow compatible versions, such as "^1.2.3", so that the plugin can be combined with others.',
  },
  MANIFEST_RANGE_INVALID: {
    group: 'manifests',
    summary: 'A version range in a manifest cannot be parsed.',
    remedy: 'Write a semver range, such as "^1.2" or ">=2 <4".',
  },
  MANIFEST_RANGE_TOO_COMPLEX: {
    group: 'manifests',
    summary: 'A version range in a manifest is longer, or has more alternatives, than is checked.',
    remedy: 'Shorten the range: one or two comparisons are enough.',
  },
  MANIFEST_SYNTAX: {
    group: 'manifests',
    summary: 'A manifest is not valid JSON, or its head is not valid YAML.',
    remedy: 'Mend the syntax at the place that the message names.',
  },
  MANIFEST_TOO_LARGE: {
    group: 'manifests',
    summary: 'A manifest is larger than a manifest may be.',
    remedy: 'Move data out of the manifest, into files of the plugin.',
  },
  MANIFEST_UNREADABLE: {
    group: 'manifests',
    summary: 'A manifest, or the folder that should hold one, cannot be read.',
    remedy: 'Create the file or mend its permissions; the message says what the system answered.',
  },
  MANIFEST_VERSION_INVALID: {
    group: 'manifests',
    summary: 'A version in a manifest is not a semantic version.',
    remedy: 'Write three numbers, such as "1.0.0".',
  },
  OFFLOAD_FAILED: {
    group: 'context',
    summary: 'A module that a plugin runs in a worker thread failed.',
    remedy: 'Look at the cause and mend the module.',
  },
  OFFLOAD_MODULE_INVALID: {
    group: 'context',
    summary: 'A module to run in a worker thread is missing, or lies outside the folder of the plugin.',
    remedy: 'Name a module in the folder of the plugin that exports a function.',
  },
  OPERATION_REFUSED: {
    group: 'manager',
    summary: 'An operation is not possible for a plugin in its present state.',
    remedy: 'Mend what the message names first.',
  },
  OPTIONS_INVALID: {
    group: 'calls',
    summary: 'An option of createHooks, of a call or of an event subscription is not valid.',
    remedy: 'Mend the option that the message names.',
  },
  ORDER_CYCLE: {
    group: 'registration',
    summary: 'The before, after and order options of some hookimpls contradict each other.',
    remedy: 'Remove one of the constraints on the path that the message shows.',
  },
  PACK_REFUSED: {
    group: 'commands',
    summary: 'A plugin was not packed, because something is wrong with it.',
    remedy: 'Mend what the message names.',
  },
  PACKAGE_UNAVAILABLE: {
    group: 'commands',
    summary: 'A package could not be fetched with npm.',
    remedy: 'Look at the name, the version and the registry.',
  },
  PERMISSION_NOT_GRANTED: {
    group: 'resolution',
    summary: 'A plugin needs a permission that the operator has not granted, or has revoked.',
    remedy: 'Grant the permissions that the message names, or disable the plugin.',
  },
  PERMISSION_UNKNOWN: {
    group: 'manager',
    summary: 'A permission was named for which a plugin does not ask.',
    remedy: 'Use a permission that manager.get(id).permissions shows.',
  },
  PLATFORM_UNSUPPORTED: {
    group: 'resolution',
    summary: 'A plugin does not support this operating system or processor.',
    remedy: 'Run the host on a platform that the plugin supports, or disable the plugin.',
  },
  PLUGIN_BLOCKED_LOOP: {
    group: 'health',
    summary: 'A hookimpl kept the event loop busy for too long.',
    remedy: 'Move the work to ctx.offload, or split it.',
  },
  PLUGIN_COMMANDS_MISMATCH: {
    group: 'activation',
    summary: 'The commands in the code of a plugin are not those that its manifest contributes.',
    remedy: 'Name the same commands in both.',
  },
  PLUGIN_CONFLICT: {
    group: 'discovery',
    summary: 'Two plugins of one source have the same id.',
    remedy: 'Choose one of them by its folder, or remove one.',
  },
  PLUGIN_CONTRIBUTIONS_MISMATCH: {
    group: 'activation',
    summary: 'The hookspecs in the code of a plugin are not those that its manifest contributes.',
    remedy: 'Name the same hooks in both.',
  },
  PLUGIN_DATA_QUOTA: {
    group: 'health',
    summary: 'There is more in the data folder of a plugin than it may keep.',
    remedy: 'Make room in the folder, or raise the limit, then enable the plugin.',
  },
  PLUGIN_DISABLED: {
    group: 'resolution',
    summary: 'A plugin was disabled by the operator.',
    remedy: 'Enable the plugin if it is to run.',
  },
  PLUGIN_DUPLICATE: {
    group: 'registration',
    summary: 'A plugin with the same id is registered already.',
    remedy: 'Dispose the earlier registration first, or give the plugin an id of its own.',
  },
  PLUGIN_ERROR_LATE: {
    group: 'health',
    summary: 'An error that nobody handled comes from the code of a plugin.',
    remedy: 'Await promises and catch errors in timers and listeners of the plugin.',
  },
  PLUGIN_HOOKIMPL_MISMATCH: {
    group: 'activation',
    summary: 'The hookimpls in the code of a plugin do not go with those that its manifest declares.',
    remedy: 'Mend what the message names: options belong into the manifest only, handlers into the code.',
  },
  PLUGIN_HOOKS_MISMATCH: {
    group: 'activation',
    summary: 'The hooks in the code of a plugin are not those of its manifest.',
    remedy: 'Name the same hooks in both.',
  },
  PLUGIN_INCOMPATIBLE: {
    group: 'resolution',
    summary: 'A plugin declares that it cannot run beside another one.',
    remedy: 'Disable one of the two plugins.',
  },
  PLUGIN_INVALID: {
    group: 'registration',
    summary: 'The identity that a plugin was registered with is not valid.',
    remedy: "Pass { id: 'publisher.name', version: '1.0.0' }.",
  },
  PLUGIN_LEAK: {
    group: 'health',
    summary: 'A plugin has stopped and left something open.',
    remedy: 'Close it in ctx.onDispose or deactivate of the plugin.',
  },
  PLUGIN_REFUSED: {
    group: 'resolution',
    summary: 'The policy of the host does not allow a plugin.',
    remedy: 'Change the policy, or remove the plugin.',
  },
  PLUGIN_SCAN_FOUND: {
    group: 'resolution',
    summary: 'The policy "scan" of the host found something in the code of a plugin.',
    remedy: 'Look at the code, and decide whether you trust it.',
  },
  PLUGIN_SCAN_REFUSED: {
    group: 'resolution',
    summary: 'The policy "scan" of the host refuses a plugin because of its code.',
    remedy: 'Mend the plugin, remove it, or change the policy.',
  },
  PLUGIN_SERVICES_MISMATCH: {
    group: 'activation',
    summary: 'The services in the code of a plugin are not those that its manifest provides.',
    remedy: 'Name the same services in both.',
  },
  PLUGIN_SHADOWED: {
    group: 'discovery',
    summary: 'A plugin with the same id stands in a source that comes first.',
    remedy: 'Remove or rename the one that comes first if this one is to run.',
  },
  PLUGIN_TRIPPED: {
    group: 'health',
    summary: 'A plugin failed too often, and is left out of calls for a while.',
    remedy: 'Look at its errors; it is tried again by itself.',
  },
  PLUGIN_TYPE_INVALID: {
    group: 'manager',
    summary: 'A plugin type that was defined is not valid.',
    remedy: 'Mend what the message names.',
  },
  PLUGIN_TYPE_MISMATCH: {
    group: 'manifests',
    summary: 'A plugin is not what its type says.',
    remedy: 'Add what the type asks for to the manifest, or change "type".',
  },
  PLUGIN_TYPE_UNKNOWN: {
    group: 'manifests',
    summary: 'A plugin is of a type that the host does not know.',
    remedy: 'Use a type of the host, or leave "type" out.',
  },
  PLUGIN_UNKNOWN: {
    group: 'manager',
    summary: 'There is no plugin with this id.',
    remedy: 'Use an id that manager.list() shows.',
  },
  PLUGIN_UNTRUSTED: {
    group: 'resolution',
    summary: 'A plugin from a source that is not trusted has not been trusted by the operator, or has changed since.',
    remedy: 'Look at the plugin, then trust it.',
  },
  QUERY_INVALID: {
    group: 'manager',
    summary: 'A query for plugins is not valid.',
    remedy: 'Mend what the message names.',
  },
  RELOAD_KEPT_COPY: {
    group: 'health',
    summary: 'Modules that were reloaded stay in memory until the process ends.',
    remedy: 'Reload in development only.',
  },
  REQUIREMENT_MISSING: {
    group: 'resolution',
    summary: 'A program that a plugin needs is not installed.',
    remedy: 'Install the program and make sure that it is found through PATH.',
  },
  RESULT_INVALID: {
    group: 'calls',
    summary: 'What a hookimpl or wrapper returned does not fit the schema of the hookspec.',
    remedy: 'Return what the hookspec describes, or undefined for no answer.',
  },
  RPC_CLOSED: {
    group: 'runners',
    summary: 'The connection to a plugin in a thread or process of its own, or to its host, is closed.',
    remedy: 'Look at the reason that the message gives; calls after the end of a plugin are in vain.',
  },
  RPC_HANDSHAKE_FAILED: {
    group: 'runners',
    summary: 'A plugin in a thread or process of its own and its host could not agree on how to talk.',
    remedy: 'Look at what the message names: the versions of both sides, or why the plugin was not ready in time.',
  },
  RPC_PEER_FAILED: {
    group: 'runners',
    summary: 'The other side of a connection gave it up, and said why.',
    remedy: 'Look at the cause, which comes from the other side.',
  },
  RPC_PROTOCOL_BROKEN: {
    group: 'runners',
    summary: 'The other side of a connection sent what the rules of the wire forbid; the connection was ended.',
    remedy: 'Do not trust the plugin: an honest one cannot cause this.',
  },
  RPC_TARGET_REVOKED: {
    group: 'runners',
    summary: 'What was called across a boundary was there once, and can no longer be called.',
    remedy: 'Do not call services and handles after they were released or their owner has stopped.',
  },
  RPC_TARGET_UNKNOWN: {
    group: 'runners',
    summary: 'What was called across a boundary is not in the table of the other side.',
    remedy: 'Call what the other side offers.',
  },
  RPC_TIMEOUT: {
    group: 'runners',
    summary: 'A call across a boundary was not answered within its time limit.',
    remedy: 'Make the other side answer sooner and heed its signal, or raise the limit.',
  },
  RPC_VALUE_TOO_LARGE: {
    group: 'runners',
    summary: 'A value is too large to be sent to another thread or process.',
    remedy: 'Send less, or send it in parts, as a stream of items.',
  },
  RPC_VALUE_UNSENDABLE: {
    group: 'runners',
    summary: 'A value holds something that cannot be sent to another thread or process.',
    remedy: 'Send plain objects, arrays, strings, numbers, bigints, booleans, dates and Uint8Arrays only.',
  },
  RUNNER_EXITED: {
    group: 'runners',
    summary: 'The thread or process of a plugin ended by itself.',
    remedy: 'Look at what it wrote last, and mend the plugin.',
  },
  RUNNER_OVERLOADED: {
    group: 'runners',
    summary: 'Too many calls wait for a plugin in a thread or process of its own.',
    remedy: 'Call less at once, or make the plugin answer sooner.',
  },
  RUNNER_START_FAILED: {
    group: 'runners',
    summary: 'The thread or process of a plugin did not come up.',
    remedy: 'Look at the reason that the message gives: a launcher or a flag of Node may be wrong.',
  },
  RUNNER_UNAVAILABLE: {
    group: 'runners',
    summary: 'A plugin has to run with more isolation than it can.',
    remedy: 'Let it run with less isolation, if you trust it so far, or remove it.',
  },
  RUNNER_UNSUPPORTED: {
    group: 'runners',
    summary: 'A plugin does what it cannot do in a thread or process of its own.',
    remedy: 'Run the plugin in the thread of the host, if you trust it.',
  },
  SECRET_MISSING: {
    group: 'resolution',
    summary: 'A secret that a plugin requires is not there.',
    remedy: 'Give the host the secret that the message names.',
  },
  SECRET_UNDECLARED: {
    group: 'context',
    summary: 'A plugin asked for a secret that its manifest does not declare.',
    remedy: 'Declare the secret in the manifest of the plugin.',
  },
  SERVICE_FAILED: {
    group: 'context',
    summary: 'A service could not be made.',
    remedy: 'Look at the cause and mend the provider.',
  },
  SERVICE_MISSING: {
    group: 'resolution',
    summary: 'No plugin and no host provides a service that a plugin requires.',
    remedy: 'Install a plugin that provides the service.',
  },
  SERVICE_REFUSED: {
    group: 'context',
    summary: 'A plugin asked for a service of the host without the permission that it needs.',
    remedy: 'Declare the permission in the manifest.',
  },
  SERVICE_UNDECLARED: {
    group: 'context',
    summary: 'A plugin asked for a service that its manifest does not require.',
    remedy: 'Add the service to "requires" in the manifest.',
  },
  SERVICE_VERSION: {
    group: 'resolution',
    summary: 'A service that a plugin requires is provided in a version that does not fit.',
    remedy: 'Install a version of the provider that fits the range.',
  },
  SOURCE_INVALID: {
    group: 'discovery',
    summary: 'A source of plugins is not valid.',
    remedy: 'Use directory(), nodeModules(), list() or builtin().',
  },
  SOURCE_UNREADABLE: {
    group: 'discovery',
    summary: 'A folder in which plugins are looked for cannot be read.',
    remedy: 'Create the folder or mend its permissions.',
  },
  STATE_DAMAGED: {
    group: 'manager',
    summary: 'The state file could not be read; it was set aside.',
    remedy: 'Look at the file that was set aside, and enable, disable and trust plugins again.',
  },
  STATE_LOCKED: {
    group: 'manager',
    summary: 'Another process holds the lock of the state folder.',
    remedy: 'Wait for the other process, or remove the lock if it has died.',
  },
  STATE_UNWRITABLE: {
    group: 'manager',
    summary: 'The state file cannot be written.',
    remedy: 'Make the folder writable; until then changes last only as long as this process.',
  },
  SYNC_HOOK_RETURNED_PROMISE: {
    group: 'calls',
    summary: 'A hookimpl of a synchronous hook returned a promise.',
    remedy: 'Do the work without await, or implement an asynchronous hook.',
  },
  TEMPLATE_INVALID: {
    group: 'commands',
    summary: 'The template of a plugin cannot be used.',
    remedy: 'Mend the template, or choose another one.',
  },
  TEMPLATE_MISSING: {
    group: 'manifests',
    summary: 'The folder of a template that a plugin contributes does not exist.',
    remedy: 'Make the folder, or mend the path of "folder".',
  },
  TEMPLATE_OUTSIDE: {
    group: 'manifests',
    summary: 'The folder of a template that a plugin contributes lies outside of the plugin.',
    remedy: 'Put the folder itself into the folder of the plugin, not a link to it.',
  },
  TEST_CONTRACT_BROKEN: {
    group: 'testing',
    summary: 'A plugin fails, or gives something wrong, for arguments that its hookspec allows.',
    remedy: 'Mend the plugin for the arguments that the message shows, or narrow the schemas of the hookspec.',
  },
  TEST_DOUBLE_UNKNOWN: {
    group: 'testing',
    summary: 'A member of a service double was used that it does not have.',
    remedy: 'Add the member to the type of the service and to the double, or mend its name.',
  },
  TEST_EXPECTATION_FAILED: {
    group: 'testing',
    summary: 'A plugin is not as a test expects it.',
    remedy: 'Look at what the message says of the plugin.',
  },
  TEST_FIXTURE_INVALID: {
    group: 'testing',
    summary: 'The recording of hook calls is not there, or is not one.',
    remedy: 'Record the calls again with recorder.save.',
  },
  TEST_LEAK_FOUND: {
    group: 'testing',
    summary: 'Something that a test or a plugin has opened was not closed.',
    remedy: 'Close it through ctx.onDispose of the plugin, or at the end of the test.',
  },
  TEST_MISUSED: {
    group: 'testing',
    summary: 'A function of the testing kit was called with something that it does not take.',
    remedy: 'Mend what the message names.',
  },
  TEST_PACKAGE_MISSING: {
    group: 'testing',
    summary: 'A package that a part of the testing kit needs is not installed.',
    remedy: 'Install the package as a development dependency.',
  },
  TEST_PLUGIN_UNUSABLE: {
    group: 'testing',
    summary: 'A plugin of a test cannot run.',
    remedy: 'Mend what the message names, or give allowFailures if that is what the test is about.',
  },
  TEST_RUNNER_REFUSED: {
    group: 'testing',
    summary: 'A plugin of a test cannot run in the runner that the test wants.',
    remedy: 'Use another runner, or give the code of the plugin as text or files.',
  },
  TEST_STATE_SHARED: {
    group: 'testing',
    summary: 'Calls of a hook see what other calls have left behind.',
    remedy: 'Keep what belongs to a call in local variables of the handler.',
  },
  TRANSACTION_CONFLICT: {
    group: 'calls',
    summary: 'A transaction was rolled back because another one has changed the same data.',
    remedy: 'Run it again, or let transactions on the same data wait for each other.',
  },
  TRANSACTION_INVALID: {
    group: 'calls',
    summary: 'A transaction was given something that it cannot work on.',
    remedy: 'Give draftOf(data) or an object with begin and commit, and a function.',
  },
  TRANSACTION_ROLLED_BACK: {
    group: 'calls',
    summary: 'A transaction was rolled back because a hookimpl failed in it, or its draft cannot be copied.',
    remedy: 'Mend the plugin that the message names; nothing has changed.',
  },
  TRANSACTION_UNDO_FAILED: {
    group: 'calls',
    summary: 'A transaction had to be rolled back, and that failed.',
    remedy: 'Look at what the message names: it may be changed in part.',
  },
  TYPESCRIPT_UNSUPPORTED: {
    group: 'commands',
    summary: 'This Node cannot read a TypeScript file.',
    remedy: 'Use Node 22.18 or newer, or install "@swc/wasm-typescript".',
  },
  UNINSTALL_REFUSED: {
    group: 'commands',
    summary: 'A plugin was not uninstalled.',
    remedy: 'Do first what the message names.',
  },
  WRAPPER_NEXT_LATE: {
    group: 'wrappers',
    summary: 'A wrapper called next() after it had already ended.',
    remedy: 'Await next() inside the wrapper, before it returns.',
  },
  WRAPPER_NEXT_TWICE: {
    group: 'wrappers',
    summary: 'A wrapper called next() more than once.',
    remedy: 'Call next() once and keep its result in a variable.',
  },
} as const satisfies Record<string, CatalogueEntry>;

/** The code of a Hookline error. */
export type ErrorCode = keyof typeof ERROR_CATALOGUE;
