/**
 * The version of what plugins can rely on in this site: its hooks. It is apart from the version of the package: a minor for
 * what is new, a major for what plugins would have to follow.
 */
export const SITE_API = '1.0.0';
