/** A schema for which no values can be made up. It stops one hook from being checked, and no more than that. */
export class UnsupportedSchema extends Error {
  constructor(path: readonly string[], why: string) {
    super(`${path.length === 0 ? '' : `"${path.join('.')}": `}${why}`);
  }
}

/** A schema contains itself, and it has been gone through often enough. */
export class TooDeep extends UnsupportedSchema {}
