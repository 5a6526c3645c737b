import { test } from 'vitest';
import { z } from 'zod';
import { parseManifest } from '../src/manifest/parse-manifest.ts';
import { toManifest } from '../src/manifest/to-manifest.ts';
import { ManifestSchema } from '../src/manifest/manifest.ts';
import { writeFileSync } from 'node:fs';
test('x', () => {
  const good = { id:'acme.analytics', version:'1.2.0', api:'^1.0', entry:'./index.js', hooks:{ a:{priority:10, after:['acme.markdown']}, b:{} , c:[{},{id:'x', filter:{'page.url':{prefix:'/a'}}}]}, dependencies:{plugins:{'acme.store':'^2'}}, permissions:[{name:'net',hosts:['stats.example'],reason:'x'}], config:{schema:{type:'object',properties:{site:{type:'string'}},required:['site']}}, secrets:[{key:'STATS_TOKEN',required:true}], runner:{prefer:['inline'],min:'inline'}, limits:{memoryMb:128}};
  console.log(JSON.stringify(toManifest(good), null, 1));
  const text = JSON.stringify(good, null, 2);
  for (let r=0;r<4;r++){ const t=performance.now(); for (let i=0;i<1000;i++) parseManifest(text.replace('analytics','a'+i),{file:'/x',format:'json'}); console.log('1000 in', performance.now()-t); }
  const bad = `{
  "id": "Analytics", "version": "1.0", "api": "*", "entry": "../x.js", "prioritty": 1,
  "hooks": { "a": { "priorty": 1, "priority": "x", "before": 3, "filter": {"a": {"glb": 1}} }, "b": 3, "c d": {}, "e": [{"x": 1}, {"order":"frst"}] },
  "permissions": [{"name": "nett"}, {"name": "net"}, {"name":"net","hosts":["https://x/"]}, 3, {}, {"name":"fs"}],
  "dependencies": { "plugins": { "store": "^2", "a.b": "1.0.0", "a.c": 3, "a.d": "latest" }, "optional": {"a.b": "1 || 2 || 3 || 4 || 5|| 1 || 2 || 3 || 4 || 5|| 1 || 2 || 3 || 4 || 5|| 1 || 2 || 3 || 4 || 5"} },
  "config": { "schema": { "properties": { "a": { "type": "strng", "pattern": "(" , "$ref": "#/x" } } } },
  "limits": { "memoryMb": 0, "concurrency": 1.5 }, "platform": { "os": ["windows", "!linux"] },
  "runner": {"prefer": ["inline"], "min": "worker"},
  "secrets": [{"key": "A"}, {"key":"A"}, {"key": 1}]
}`;
  for (const p of parseManifest(bad,{file:'/x',format:'json'}).problems) console.log(p.line+':'+p.column, p.code, p.path, '|', p.message, '|', p.hint);
  for (const t of ['{"a":1,}','{"a" 1}',"{'a':1}",'{a:1}','{"a":1 // x\n}','','[1,]','{"a":tru}','{"a":"x\n"}','{"a":1} x','{"a":01}','nul','{"a":1 "b":2}','{"a":1']) { const p=parseManifest(t,{file:'/x',format:'json'}).problems[0]; console.log(JSON.stringify(t), p.line+':'+p.column, p.message); }
  const yaml = '---\nid: acme.a\nversion: 1.0\napi: ^1.0\nentry: ./index.js\nhooks:\n  a: {priority: high}\n  a: {}\n__proto__: {x: 1}\nx: *a\n---\n# Hi';
  for (const t of [yaml.replace('x: *a\n',''), yaml.replace('x: *a','x: !foo a'), yaml, '# x', '---\na: [1\n---\n', '---\n'+'- '.repeat(100000)+'\n---\n', '---\n'+'['.repeat(100000)+'\n---\n'])
    { const r=parseManifest(t,{file:'/x',format:'markdown'}); for (const p of r.problems.slice(0,5)) console.log(p.line+':'+p.column, p.code, p.path, '|', p.message, '|', p.hint); console.log('--') }
  const t0=performance.now(); console.log(parseManifest('['.repeat(10000)+']'.repeat(10000),{file:'/x',format:'json'}).problems, parseManifest('{"a":'.repeat(10000)+'1'+'}'.repeat(10000),{file:'/x',format:'json'}).problems.length, parseManifest('['.repeat(200000),{file:'/x',format:'json'}).problems, performance.now()-t0);
  console.log(parseManifest('{"name":"x","version":"1.0","main":"lib/i","hookline":{"id":"a.b","api":"^1","x":1},"keywords":["a"],"engines":{"node":">=20"},"license":"MIT","author":{"name":"A"}}',{file:'/x',format:'package-json'}), parseManifest('{"name":"x"}',{file:'/x',format:'package-json'}));
  writeFileSync('.cache/mf/schema.json', JSON.stringify(z.toJSONSchema(ManifestSchema,{io:'input',target:'draft-7'}),null,1));
});
import { toManifestJsonSchema } from '../src/manifest/manifest-json-schema.ts';
test('w', () => { writeFileSync('schema/plugin-1.json', JSON.stringify(toManifestJsonSchema(), null, 2)+'\n'); });
