/** What is printed while `work` goes on is kept from standard output, and given back. */
export async function withOutputKept<Value>(
  work: () => Promise<Value>,
): Promise<{ readonly value: Value; readonly output: string }> {
  const { write } = process.stdout;
  let output = '';
  process.stdout.write = (chunk: string | Uint8Array): boolean => {
    output += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8');
    return true;
  };
  try {
    return { value: await work(), output };
  } finally {
    process.stdout.write = write;
  }
}
