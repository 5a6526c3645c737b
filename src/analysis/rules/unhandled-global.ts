import { quoteNames } from '../../errors/quote-names.ts';
import { callsOf } from '../calls-of.ts';
import type { Rule } from '../rule.ts';
import { staticTexts } from '../static-texts.ts';

const LISTENS = /^global:process\.(?:on|once|addListener|prependListener|prependOnceListener)$/;
const CAPTURES = 'global:process.setUncaughtExceptionCaptureCallback';
const EVENTS: ReadonlySet<string> = new Set([
  'uncaughtException',
  'unhandledRejection',
  'rejectionHandled',
  'SIGINT',
  'SIGTERM',
  'SIGHUP',
  'SIGBREAK',
  'SIGQUIT',
]);

export const unhandledGlobal: Rule = {
  id: 'unhandled-global',
  severity: 'error',
  summary: 'The plugin listens to errors that nobody handled, or to signals, of the whole process.',
  docs: 'With such a listener Node no longer ends at an error or at Ctrl+C: one plugin decides for the host and all others. `uncaughtExceptionMonitor` changes nothing and is left alone.',
  remedy: 'Catch errors where they arise; clean up in "deactivate".',
  *inFile(file) {
    for (const { callee, given, node, scope } of callsOf(file)) {
      const events = LISTENS.test(callee) ? staticTexts(given[0], scope).filter((event) => EVENTS.has(event)) : [];
      if (callee !== CAPTURES && events.length === 0) continue;
      const what = events.length === 0 ? 'errors that nobody handled' : quoteNames(events);
      yield { node, message: `The plugin listens to ${what} of the whole process.` };
    }
  },
};
