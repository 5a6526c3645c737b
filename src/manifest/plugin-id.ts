export const MAX_ID_LENGTH = 128;
export const MAX_ID_PART = 64;

/** One side of the dot. */
export const ID_PART = `[a-z][a-z0-9-]{0,${MAX_ID_PART - 1}}`;
export const ID_PATTERN = `^${ID_PART}\\.${ID_PART}$`;

const ID = new RegExp(ID_PATTERN);

export function isPluginId(value: unknown): value is string {
  return typeof value === 'string' && hasPluginIdForm(value);
}

/** Whether a text is `publisher.name`. */
export function hasPluginIdForm(text: string): boolean {
  return text.length <= MAX_ID_LENGTH && ID.test(text);
}

/** The part of an id in front of the dot. */
export function publisherOf(id: string): string {
  return id.split('.')[0]!;
}
