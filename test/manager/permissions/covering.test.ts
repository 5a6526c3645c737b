import { describe, expect, test } from 'vitest';
import { coveringKeys } from '../../../src/manager/permissions/covering-keys.ts';
import { parsePermission, printPermission } from '../../../src/manager/permissions/permission-item.ts';

function covers(wide: string, narrow: string, folder = '/plugins/one'): boolean {
  const [left, right] = [parsePermission(wide)!, parsePermission(narrow)!];
  return coveringKeys(right, folder).includes(coveringKeys(left, folder)[0]!);
}

describe('a permission', () => {
  test.each([
    'fs.read:/data',
    'fs.write:./out',
    'net:*.example:80',
    'net:[::1]',
    'env:HOME',
    'exec:git',
    'worker',
    'native',
  ])('%s is read as it is written', (text) => expect(printPermission(parsePermission(text)!)).toBe(text));

  test.each(['', 'fs', 'fs:/data', 'net', 'net:', ':x', 'worker:', 'worker:1', 'toString', '__proto__:x', 'Net:a'])(
    'is not %j',
    (text) => expect(parsePermission(text)).toBeUndefined(),
  );

  test.each([
    ['fs.read:/data', 'fs.read:/data'],
    ['fs.read:/data', 'fs.read:/data/x/y'],
    ['fs.read:/data', 'fs.read:/data/**'],
    ['fs.read:/data/', 'fs.read:/data/a*'],
    ['fs.read:/', 'fs.read:/data'],
    ['fs.read:.', 'fs.read:./out'],
    ['fs.read:/plugins/one', 'fs.read:out/deep'],
    ['fs.write:./out', 'fs.write:out/../out'],
    ['net:*', 'net:a.example:80'],
    ['net:*', 'net:[::1]:80'],
    ['net:*:80', 'net:a.example:80'],
    ['net:*.example', 'net:a.example'],
    ['net:*.example', 'net:A.b.Example'],
    ['net:*.example', 'net:*.a.example'],
    ['net:a.example', 'net:a.example:8080'],
    ['net:*.example:80', 'net:a.example:80'],
  ])('%s covers %s', (wide, narrow) => expect(covers(wide, narrow)).toBe(true));

  test.each([
    ['fs.read:/data', 'fs.write:/data'],
    ['fs.read:/data', 'fs.read:/database'],
    ['fs.read:/data', 'fs.read:/data/../etc'],
    ['fs.read:/data/x', 'fs.read:/data'],
    ['fs.read:./out', 'fs.read:../out'],
    ['net:*.example', 'net:example'],
    ['net:*.example', 'net:a.examples'],
    ['net:example', 'net:a.example'],
    ['net:a.example:80', 'net:a.example'],
    ['net:a.example:80', 'net:a.example:8080'],
    ['net:*:80', 'net:a.example'],
    ['env:HOME', 'env:HOME2'],
    ['exec:git', 'exec:/usr/bin/git'],
    ['worker', 'native'],
    ['service:acme', 'service:acme.db'],
  ])('%s does not cover %s', (wide, narrow) => expect(covers(wide, narrow)).toBe(false));
});
