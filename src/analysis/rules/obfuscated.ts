import type { Node } from '../ast.ts';
import { callsOf, type KnownCall } from '../calls-of.ts';
import type { Rule, Report } from '../rule.ts';
import type { SourceFile } from '../source-file.ts';
import { staticText } from '../static-text.ts';

/** Shorter texts hide little, and are keys and test data as often as not. */
const LEAST_ENCODED = 120;
const LEAST_ESCAPES = 24;
const LEAST_NAMES = 20;
const GENERATED_NAME = /^_0x[0-9a-f]{3,}$/;
/** An escape of a character that could stand there as it is: printable ASCII. */
const NEEDLESS_ESCAPE = /\\(?:x[2-7][0-9a-f]|u00[2-7][0-9a-f]|u\{0*[2-7][0-9a-f]\})/gi;

export const obfuscated: Rule = {
  id: 'obfuscated',
  severity: 'error',
  summary: 'The code hides what it says.',
  docs: 'Text that is decoded from hex or base64 though it could be written down, strings whose plain letters are written as escapes, names as obfuscators give them. Encoded data that is no text, such as WebAssembly or an image, is left alone, and so is code that is only minified.',
  remedy: 'Ship the code as it was written, or minified.',
  *inFile(file) {
    for (const call of callsOf(file)) {
      if (decodesText(call)) yield { node: call.node, message: 'Text is decoded here that could be written down.' };
    }
    yield* findEscapes(file);
    const names = new Map(
      file
        .places('Identifier')
        .filter(({ node }) => GENERATED_NAME.test(node.name))
        .map((place) => [place.node.name, place]),
    );
    const [first] = names.values();
    if (names.size >= LEAST_NAMES) {
      yield {
        node: first!.node,
        message: `${names.size} names are such as obfuscators give, the first is "${first!.node.name}".`,
      };
    }
  },
};

function decodesText({ callee, given, scope }: KnownCall): boolean {
  const encoding =
    callee === 'global:atob' ? 'base64' : callee === 'global:Buffer.from' ? staticText(given[1], scope) : undefined;
  if (encoding !== 'base64' && encoding !== 'hex' && encoding !== 'base64url') return false;
  const text = staticText(given[0], scope);
  if (text === undefined || text.length < LEAST_ENCODED) return false;
  return isText(Buffer.from(text, encoding));
}

/** Whether nearly all of it is printable ASCII and white space. */
function isText(bytes: Buffer): boolean {
  const printable = bytes.filter(
    (byte) => (byte >= 32 && byte < 127) || byte === 9 || byte === 10 || byte === 13,
  ).length;
  return bytes.length > 0 && printable / bytes.length > 0.95;
}

function* findEscapes(file: SourceFile): Iterable<Report> {
  for (const { node } of file.places('StringLiteral', 'TemplateElement' as never)) {
    const raw = rawOf(node);
    if (raw.length < LEAST_ESCAPES * 4) continue;
    const escapes = raw.match(NEEDLESS_ESCAPE) ?? [];
    // More than half of the text, by the characters that it stands for.
    const others = raw.length - escapes.join('').length;
    if (escapes.length < LEAST_ESCAPES || escapes.length < others) continue;
    yield { node, message: `${escapes.length} plain characters of this string are written as escapes.` };
  }
}

function rawOf(node: Node): string {
  if (node.type === 'StringLiteral') return (node.extra?.['raw'] as string | undefined) ?? '';
  return (node as unknown as { readonly value: { readonly raw: string } }).value.raw;
}
