/** The major versions of Node that the tests are run on before a release. */
export const MAJORS = [20, 22, 24, 26];
