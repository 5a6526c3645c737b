/** What is printed while `work` goes on is kept from standard output, and given back. */
export async function withOutputKept<Value>(
  work: () => Promise<Value>,
): Promise<{ readonly value: Value; readonly output: string }> {
  const { stdout } = process;
  const write = stdout.write.bind(stdout);
  let output = '';
  stdout.write = (chunk: string | Uint8Array): boolean => {
    output += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8');
    return true;
  };
  try {
    return { value: await work(), output };
  } finally {
    stdout.write = write;
  }
}
