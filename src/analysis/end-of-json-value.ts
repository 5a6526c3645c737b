const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],]|[^\s{}[\],":]+/gs;

/** Where the value that begins at `offset` of a valid JSON text ends. */
export function endOfJsonValue(text: string, offset: number): number {
  let depth = 0;
  TOKEN.lastIndex = offset;
  for (let token = TOKEN.exec(text); token !== null; token = TOKEN.exec(text)) {
    if (token[0] === '{' || token[0] === '[') depth += 1;
    else if (token[0] === '}' || token[0] === ']') depth -= 1;
    if (depth === 0) return TOKEN.lastIndex;
  }
  return text.length;
}
