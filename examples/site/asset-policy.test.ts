import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createTemporaryFolder } from '../../test/examples/temporary-folder.ts';
import { judgeAsset } from './asset-policy.ts';

async function judge(name: string, content = ''): Promise<string> {
  const folder = await createTemporaryFolder({ [name]: content });
  return judgeAsset(name, join(folder, name));
}

test.each(['a.png', 'a.PDF', 'a.woff2', 'a.txt', 'a.css'])('%s is copied', async (name) => {
  expect(await judge(name)).toBe('copy');
});

test.each(['a.html', 'a.js', 'a.mjs', 'a.xml', 'a.xhtml', 'a.swf', 'Makefile', 'a.png.html', 'a'])(
  '%s is not',
  async (name) => {
    expect(await judge(name)).toBe('not-an-asset');
  },
);

test.each([
  '<svg xmlns="http://www.w3.org/2000/svg"><style>circle { fill: red }</style><circle r="1"/></svg>',
  '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/x.dtd"><svg><a href="#x"/></svg>',
  '<svg><image href="data:image/png;base64,AAAA"/></svg>',
])('an image that only shows is copied: %s', async (svg) => {
  expect(await judge('a.svg', svg)).toBe('copy');
});

test.each([
  '<svg><script>alert(1)</script></svg>',
  '<svg><SCRIPT/></svg>',
  '<svg xmlns:s="http://www.w3.org/2000/svg"><s:script/></svg>',
  '<svg onload="alert(1)"/>',
  '<svg><a href=" java&#x73;cript:alert(1)"><text>x</text></a></svg>',
  '<svg><a xlink:href="javascript:alert(1)"/></svg>',
  '<svg><a><animate attributeName="href" values="javascript:alert(1)"/></a></svg>',
  '<svg><foreignObject><body/></foreignObject></svg>',
  '<svg><image href="data:text/html,x"/></svg>',
  '<!DOCTYPE svg [<!ENTITY x "y">]><svg>&x;</svg>',
  '<?xml-stylesheet href="x.xsl"?><svg/>',
  Buffer.from('<svg onload="alert(1)"/>', 'utf16le').toString('latin1'),
])('an image that acts is not: %j', async (svg) => {
  expect(await judge('a.svg', svg)).toBe('active');
});
