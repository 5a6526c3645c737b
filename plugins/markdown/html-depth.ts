/** Elements that end themselves, or that the next one of their kind ends. */
const WITHOUT_DEPTH = new Set(
  'area br col embed hr img input link meta source track wbr p li dt dd tr td th option'.split(' '),
);

/** How deep the elements of `html` lie in each other, as near as counting tags tells. */
export function measureDepth(html: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [, slash, name = ''] of html.matchAll(/<(\/?)([a-z][^\s/>]*)/gi)) {
    if (WITHOUT_DEPTH.has(name.toLowerCase())) continue;
    depth = slash === '/' ? Math.max(0, depth - 1) : depth + 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}
