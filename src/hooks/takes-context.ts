import type { AnyHandler } from './registered-hookimpl.ts';

/** Whether a handler says that it takes the context. One whose parameters cannot be counted, such as a Proxy, may. */
export function takesContext(handler: AnyHandler): boolean {
  try {
    return handler.length !== 1;
  } catch {
    return true;
  }
}
