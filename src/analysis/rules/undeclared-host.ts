import type { Node } from '../ast.ts';
import { callsOf, type KnownCall } from '../calls-of.ts';
import { keyName } from '../collect-names.ts';
import { coversHost } from '../covers-host.ts';
import { permissionsOf } from '../plugin-code.ts';
import type { Rule } from '../rule.ts';
import { staticStart, staticText, type StaticStart } from '../static-text.ts';

const BY_ADDRESS =
  /^(?:global:(?:fetch|WebSocket|EventSource)|module:(?:https?\.(?:get|request)|http2\.connect|undici\.(?:fetch|request|stream|WebSocket|Client|Pool)|ws(?:\.WebSocket)?|node-fetch|axios(?:\.\w+)?|got(?:\.\w+)?))$/;
const BY_OPTIONS = /^module:(?:net\.(?:connect|createConnection)|tls\.connect|https?\.(?:get|request))$/;
const BY_NAME = /^module:dns(?:\.promises|\/promises)?\.(?:lookup|resolve\w*)$/;

export const undeclaredHost: Rule = {
  id: 'undeclared-host',
  severity: 'error',
  summary: 'The address of a host stands in the code that the permission `net` does not cover.',
  docs: 'Compared are addresses that begin with a literal: `fetch("https://a.example/…")`, also with a computed path behind the host. Without any permission `net`, `undeclared-network` reports the use.',
  remedy: 'Add the host to "hosts" of the permission "net", or do not contact it.',
  *inFile(file, plugin) {
    const permissions = permissionsOf(plugin, 'net');
    if (permissions.length === 0) return;
    const hosts = permissions.flatMap((each) => each.hosts);
    for (const call of callsOf(file)) {
      const host = hostOf(call);
      if (host === undefined || hosts.some((each) => coversHost(each, host))) continue;
      yield {
        node: call.node,
        message: `The host "${host}" is contacted, and the permission "net" does not cover it.`,
      };
    }
  },
};

/** `host:port`, the port only if it is written. */
function hostOf({ callee, given, scope }: KnownCall): string | undefined {
  const [first, second] = given;
  if (first === undefined) return undefined;
  if (BY_NAME.test(callee)) return staticText(first, scope);
  if (BY_ADDRESS.test(callee)) {
    const host = hostOfAddress(staticStart(addressNode(first), scope));
    if (host !== undefined) return host;
  }
  if (!BY_OPTIONS.test(callee)) return undefined;
  if (first.type === 'ObjectExpression') return hostOfOptions(first, scope);
  const port = portOf(first);
  const host = staticText(second, scope);
  return port === undefined || host === undefined ? undefined : `${host}:${port}`;
}

/** `new URL('https://…')` stands for its address. */
function addressNode(node: Node): Node {
  const isUrl =
    node.type === 'NewExpression' && node.callee.type === 'Identifier' && /^(?:URL|Request)$/.test(node.callee.name);
  return isUrl ? (node.arguments[0] ?? node) : node;
}

function hostOfAddress({ text, isWhole }: StaticStart): string | undefined {
  // Only behind the host is it sure that nothing is added to its name.
  const known = isWhole ? `${text}/` : text;
  return /^(?:https?|wss?):\/\/(?:[^/?#@]*@)?(\[[^\]]*\](?::\d+)?|[^/?#@\s]+)(?=[/?#])/i
    .exec(known)?.[1]
    ?.toLowerCase();
}

function hostOfOptions(
  options: Extract<Node, { type: 'ObjectExpression' }>,
  scope: KnownCall['scope'],
): string | undefined {
  const value = (name: string): Node | undefined => {
    const found = options.properties.find((each) => each.type === 'ObjectProperty' && keyName(each) === name);
    return found?.type === 'ObjectProperty' ? found.value : undefined;
  };
  const host = staticText(value('hostname') ?? value('host'), scope);
  const port = portOf(value('port'));
  return host === undefined ? undefined : `${host.toLowerCase()}${port === undefined ? '' : `:${port}`}`;
}

function portOf(node: Node | undefined): string | undefined {
  if (node?.type === 'NumericLiteral') return String(node.value);
  return node?.type === 'StringLiteral' && /^\d+$/.test(node.value) ? node.value : undefined;
}
