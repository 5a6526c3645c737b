/** The text of .gitignore with what should not be kept in a repository. */
export function mergeIgnored(text: string | undefined): string {
  const lines = (text ?? '').split(/\r?\n/).map((line) => line.trim().replace(/^\/|\/$/g, ''));
  const missing = ['.hookline', 'dist', 'node_modules'].filter((name) => !lines.includes(name));
  if (missing.length === 0) return text ?? '';
  const before = text === undefined || text === '' || text.endsWith('\n') ? (text ?? '') : `${text}\n`;
  return `${before}${missing.map((name) => `${name}/\n`).join('')}`;
}
