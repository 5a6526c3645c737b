import { SyncHook as LiteSyncHook, AsyncSeriesHook as LiteAsyncSeriesHook } from '@rspack/lite-tapable';
import { createHooks as createWordPressHooks } from '@wordpress/hooks';
import { EventEmitter } from 'eventemitter3';
import { createHooks as createHookable, HookableCore } from 'hookable';
import Kareem from 'kareem';
import tapable from 'tapable';

/**
 * Each library as its documentation would have it: handlers are added under one name, and the function that is given
 * calls them with one argument. None of them gives the results of all handlers.
 *
 * @typedef {(handlers: readonly ((args: any) => any)[]) => (args: any) => any} Library
 */

/** The libraries that call handlers one after another, synchronously. @type {Record<string, Library>} */
export const SYNC = {
  'tapable SyncHook': (handlers) => {
    const hook = new tapable.SyncHook(['args']);
    for (const [k, handler] of handlers.entries()) hook.tap(`plugin-${k}`, handler);
    return (args) => hook.call(args);
  },
  '@rspack/lite-tapable SyncHook': (handlers) => {
    const hook = new LiteSyncHook(['args']);
    for (const [k, handler] of handlers.entries()) hook.tap(`plugin-${k}`, handler);
    return (args) => hook.call(args);
  },
  eventemitter3: (handlers) => {
    const emitter = new EventEmitter();
    for (const handler of handlers) emitter.on('measured', handler);
    return (args) => emitter.emit('measured', args);
  },
  '@wordpress/hooks': (handlers) => {
    const hooks = createWordPressHooks();
    for (const [k, handler] of handlers.entries()) hooks.addAction('measured', `bench/plugin-${k}`, handler);
    return (args) => hooks.doAction('measured', args);
  },
  kareem: (handlers) => {
    const hooks = new Kareem();
    for (const handler of handlers) hooks.pre('measured', handler);
    return (args) => hooks.execPreSync('measured', null, [args]);
  },
  hookable: (handlers) => {
    const hooks = createHookable();
    for (const handler of handlers) hooks.hook('measured', handler);
    return (args) => hooks.callHook('measured', args);
  },
};

/** The libraries that wait for each handler. @type {Record<string, Library>} */
export const ASYNC = {
  'tapable AsyncSeriesHook': (handlers) => {
    const hook = new tapable.AsyncSeriesHook(['args']);
    for (const [k, handler] of handlers.entries()) hook.tapPromise(`plugin-${k}`, handler);
    return (args) => hook.promise(args);
  },
  '@rspack/lite-tapable AsyncSeriesHook': (handlers) => {
    const hook = new LiteAsyncSeriesHook(['args']);
    for (const [k, handler] of handlers.entries()) hook.tapPromise(`plugin-${k}`, handler);
    return (args) => hook.promise(args);
  },
  hookable: (handlers) => {
    const hooks = createHookable();
    for (const handler of handlers) hooks.hook('measured', handler);
    return (args) => hooks.callHook('measured', args);
  },
  'hookable HookableCore': (handlers) => {
    const hooks = new HookableCore();
    for (const handler of handlers) hooks.hook('measured', handler);
    return (args) => hooks.callHook('measured', args);
  },
  '@wordpress/hooks': (handlers) => {
    const hooks = createWordPressHooks();
    for (const [k, handler] of handlers.entries()) hooks.addAction('measured', `bench/plugin-${k}`, handler);
    return (args) => hooks.doActionAsync('measured', args);
  },
  kareem: (handlers) => {
    const hooks = new Kareem();
    for (const handler of handlers) hooks.pre('measured', handler);
    return (args) => hooks.execPre('measured', null, [args]);
  },
};

/** The libraries whose asynchronous call takes handlers that give values. @type {Record<string, Library>} */
export const ASYNC_OF_VALUES = {
  'tapable AsyncSeriesHook': (handlers) => {
    const hook = new tapable.AsyncSeriesHook(['args']);
    for (const [k, handler] of handlers.entries()) hook.tap(`plugin-${k}`, handler);
    return (args) => hook.promise(args);
  },
  '@rspack/lite-tapable AsyncSeriesHook': (handlers) => {
    const hook = new LiteAsyncSeriesHook(['args']);
    for (const [k, handler] of handlers.entries()) hook.tap(`plugin-${k}`, handler);
    return (args) => hook.promise(args);
  },
  hookable: ASYNC.hookable,
  'hookable HookableCore': ASYNC['hookable HookableCore'],
  '@wordpress/hooks': ASYNC['@wordpress/hooks'],
  kareem: ASYNC.kareem,
};

/** tapable's other kinds. @type {Record<string, Library>} */
export const KINDS = {
  SyncBailHook: (handlers) => {
    const hook = new tapable.SyncBailHook(['args']);
    for (const [k, handler] of handlers.entries()) hook.tap(`plugin-${k}`, handler);
    return (args) => hook.call(args);
  },
  SyncWaterfallHook: (handlers) => {
    const hook = new tapable.SyncWaterfallHook(['value']);
    for (const [k, handler] of handlers.entries()) hook.tap(`plugin-${k}`, handler);
    return ({ value }) => hook.call(value);
  },
  AsyncParallelHook: (handlers) => {
    const hook = new tapable.AsyncParallelHook(['args']);
    for (const [k, handler] of handlers.entries()) hook.tapPromise(`plugin-${k}`, handler);
    return (args) => hook.promise(args);
  },
};
