import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { Parser } from 'htmlparser2';

/**
 * What is copied beside the pages. The list is closed: a browser may take a file of an unknown kind for HTML, and
 * `.html` or `.js` would bring scripts into a site whose pages may not.
 */
const PASSIVE = new Set(
  [
    '.png .jpg .jpeg .gif .webp .avif .bmp .ico .apng',
    '.woff .woff2 .ttf .otf',
    '.mp3 .ogg .wav .flac .m4a .mp4 .webm .ogv .mov .vtt',
    '.pdf .txt .csv .tsv .json .jsonc .yaml .yml .toml .css',
    '.zip .gz .tgz .tar .xz .7z .docx .xlsx .pptx .odt .ods .odp .epub',
  ].flatMap((line) => line.split(' ')),
);

/** Whether a file may be copied: `active` names what it could do. */
export type AssetVerdict = 'copy' | 'not-an-asset' | 'active';

/** Judges by the ending; an SVG, which can hold scripts, is looked into. */
export async function judgeAsset(path: string, absolutePath: string): Promise<AssetVerdict> {
  const ending = extname(path).toLowerCase();
  if (PASSIVE.has(ending)) return 'copy';
  if (ending !== '.svg') return 'not-an-asset';
  return hasActiveContent(await readFile(absolutePath, 'latin1')) ? 'active' : 'copy';
}

const ACTIVE_ELEMENTS = new Set(['script', 'foreignobject', 'iframe', 'object', 'embed', 'handler', 'listener']);
const LINK_ATTRIBUTES = new Set(['href', 'xlink:href', 'src', 'from', 'to', 'values']);

function hasActiveContent(svg: string): boolean {
  // An entity declared in the file could spell anything, and UTF-16 hides everything from a reader of bytes.
  if (/<!ENTITY/i.test(svg) || svg.includes('\0')) return true;
  let active = false;
  const parser = new Parser(
    {
      onopentagname(name) {
        const localName = name.slice(name.indexOf(':') + 1).toLowerCase();
        if (ACTIVE_ELEMENTS.has(localName)) active = true;
      },
      onattribute(name, value) {
        if (/^on/i.test(name)) active = true;
        if (LINK_ATTRIBUTES.has(name.toLowerCase()) && /^[\s\0-\x20]*(?:javascript|data:(?!image\/))/i.test(value)) {
          active = true;
        }
      },
      onprocessinginstruction(name) {
        if (/xml-stylesheet/i.test(name)) active = true;
      },
    },
    { xmlMode: true },
  );
  parser.end(svg);
  return active;
}
