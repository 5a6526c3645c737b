import { Parser } from 'htmlparser2';

const ACTIVE_ELEMENTS = new Set(
  'script iframe frame object embed form input button base svg math template video audio'.split(' '),
);

/** Everything in a document that a browser would run, or that would send something. */
export function findActiveContent(html: string): string[] {
  const active: string[] = [];
  const parser = new Parser({
    onopentag(name, attributes) {
      if (ACTIVE_ELEMENTS.has(name)) active.push(name);
      for (const [attribute, value] of Object.entries(attributes)) {
        if (/^on|^srcdoc$|^formaction$|^ping$/.test(attribute)) active.push(`${name} ${attribute}`);
        if (/^(?:javascript|vbscript|file|blob):/.test(toScheme(value))) active.push(`${name} ${value}`);
      }
    },
  });
  parser.end(html);
  return active;
}

/** A browser leaves out spaces and control characters before it looks for the scheme. */
function toScheme(value: string): string {
  return value.replaceAll(/[\0-\x20]/g, '').toLowerCase();
}
