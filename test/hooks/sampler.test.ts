import { describe, expect, test } from 'vitest';
import { Sampler } from '../../src/hooks/sampler.ts';

function chosenOf(sampler: Sampler, calls: number): number[] {
  return Array.from({ length: calls }, (_, call) => call).filter(() => sampler.next());
}

describe('a sampler', () => {
  test('chooses the first call, and one in 64 after it', () => {
    expect(chosenOf(new Sampler(), 200)).toEqual([0, 64, 128, 192]);
  });

  test('chooses the 64 calls after a slow one, and then goes on as before', () => {
    const sampler = new Sampler();
    chosenOf(sampler, 10);
    sampler.focus();
    const upTo64 = Array.from({ length: 64 }, (_, call) => call);
    expect(chosenOf(sampler, 200)).toEqual([...upTo64, 118, 182]);
  });

  test('starts to count again with each slow call', () => {
    const sampler = new Sampler();
    sampler.focus();
    chosenOf(sampler, 60);
    sampler.focus();
    expect(chosenOf(sampler, 64)).toHaveLength(64);
  });
});
