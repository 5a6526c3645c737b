import { nearestInParentheses } from '../errors/nearest-name.ts';
import { HooklineError } from '../errors/hookline-error.ts';

/** What the other side did against the rules of the wire; `detail` goes on a sentence after a colon. */
export function protocolBroken(detail: string, side = 'other side'): HooklineError {
  return new HooklineError('RPC_PROTOCOL_BROKEN', `The ${side} broke the rules of the wire: ${detail}.`, {
    data: { detail },
  });
}

/** The same fault with the name of the side that is to blame; anything else that was thrown is blamed on it as well. */
export function brokenBy(side: string, thrown: unknown): HooklineError {
  if (thrown instanceof HooklineError && thrown.code === 'RPC_PROTOCOL_BROKEN') {
    return protocolBroken(String(thrown.data['detail']), side);
  }
  return new HooklineError('RPC_PROTOCOL_BROKEN', `The ${side} sent what cannot be handled.`, { cause: thrown });
}

export function handshakeFailed(side: string, detail: string, hint?: string): HooklineError {
  return new HooklineError('RPC_HANDSHAKE_FAILED', `The ${side} cannot be greeted: ${detail}.`, {
    hint,
    data: { detail },
  });
}

export function connectionClosed(side: string, reason: string): HooklineError {
  return new HooklineError('RPC_CLOSED', `The connection to the ${side} is closed: ${reason}.`);
}

export function peerFailed(side: string, cause: Error): HooklineError {
  return new HooklineError('RPC_PEER_FAILED', `The ${side} gave up the connection: ${cause.message}`, { cause });
}

export function callTimedOut(name: string, side: string, timeoutMs: number): HooklineError {
  return new HooklineError('RPC_TIMEOUT', `The call of "${name}" in the ${side} took longer than ${timeoutMs} ms.`, {
    data: { name, timeoutMs },
  });
}

/** What aborts a call that is served when its time is over. */
export function timeIsOver(name: string, remainingMs: number): HooklineError {
  return new HooklineError('RPC_TIMEOUT', `The call of "${name}" had ${remainingMs} ms, which are over.`, {
    data: { name, timeoutMs: remainingMs },
  });
}

export function overloaded(side: string, waiting: number): HooklineError {
  return new HooklineError(
    'RUNNER_OVERLOADED',
    `The ${side} is overloaded: calls that wait for it already: ${waiting}.`,
    {
      data: { waiting },
    },
  );
}

export function targetUnknown(side: string, name: string, names: Iterable<string>): HooklineError {
  const nearest = nearestInParentheses(name, names);
  return new HooklineError('RPC_TARGET_UNKNOWN', `The ${side} has no "${name}" that can be called${nearest}.`, {
    data: { name },
  });
}

export function indexUnknown(index: number): HooklineError {
  return new HooklineError('RPC_TARGET_UNKNOWN', `There is nothing with the index ${index} that can be called.`, {
    data: { index },
  });
}

export function targetRevoked(name: string): HooklineError {
  return new HooklineError('RPC_TARGET_REVOKED', `"${name}" can no longer be called.`, { data: { name } });
}

export function valueUnsendable(path: string, what: string): HooklineError {
  const where = path === '' ? '' : ` at "${path}"`;
  return new HooklineError(
    'RPC_VALUE_UNSENDABLE',
    `A value cannot leave its thread or process: there is ${what}${where}.`,
    {
      data: { path, what },
    },
  );
}

export function valueTooLarge(bytes: number, limit: number): HooklineError {
  return new HooklineError(
    'RPC_VALUE_TOO_LARGE',
    `A value is too large to leave its thread or process: ${bytes} bytes, of at most ${limit}.`,
    { data: { bytes, limit } },
  );
}
