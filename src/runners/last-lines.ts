/** How many lines are kept. */
const MOST = 20;

/** The last lines that a unit wrote to stderr: they tell why it ended. */
export class LastLines {
  readonly #lines: string[] = [];

  add(line: string): void {
    this.#lines.push(line);
    if (this.#lines.length > MOST) this.#lines.shift();
  }

  get list(): readonly string[] {
    return [...this.#lines];
  }
}
