/** Why a test of node:test failed: what was thrown, or how the process of its file ended. */
export function textOfFailure({ cause, exitCode, signal, message }) {
  const file = 'The process of the file';
  if (typeof exitCode === 'number' && exitCode !== 0) return `${file} ended with the exit code ${exitCode}.`;
  if (typeof signal === 'string') return `${file} was ended by the signal ${signal}.`;
  return String(cause?.stack ?? cause?.message ?? cause ?? message);
}
