/** Gives each heading of one document an anchor of its own. */
export type HeadingSlugger = (text: string) => string;

/**
 * Anchors as GitHub makes them, so that links into a README work in the site too: lower case, punctuation dropped,
 * spaces to `-`, and `-1`, `-2` behind the later ones of equal headings.
 */
export function createHeadingSlugger(): HeadingSlugger {
  // How often each anchor was asked for. Counting up from there, instead of from 1, keeps 100,000 equal headings linear.
  const asked = new Map<string, number>();

  return (text) => {
    const base = toSlug(text);
    let slug = base;
    let count = asked.get(base) ?? 0;
    while (asked.has(slug)) {
      count += 1;
      slug = `${base}-${count}`;
    }
    asked.set(base, count);
    if (slug !== base) asked.set(slug, 0);
    return slug;
  };
}

function toSlug(text: string): string {
  // A heading can be as long as a file; nobody links to that.
  const slug = text
    .slice(0, 200)
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-');
  return slug === '' ? 'section' : slug;
}
