import { isErrorLike } from '../../errors/error-like.ts';
import { fromWire } from '../../errors/from-wire.ts';
import { toJsonSafe, type JsonValue } from '../../errors/json-safe.ts';
import { readProperty } from '../../errors/read-property.ts';
import { toWire } from '../../errors/to-wire.ts';
import { errorTree, ownProperties } from './error-tree.ts';
import { blackOut, type Needle } from './find-secrets.ts';
import { secretForms } from './secret-forms.ts';

/** Shorter values stand in every other text by chance: to black them out would say more than it hides. */
const SHORTEST = 4;

/**
 * Blacks out secrets in whatever leaves a plugin: each becomes `[secret KEY]`, also inside JSON, URLs and base64. Secrets
 * shorter than 4 characters are not blacked out. This guards against accidents: a plugin that means to give its secrets
 * away can write them in another way.
 */
export class Redactor {
  readonly #known = new Set<string>();
  readonly #needles: Needle[] = [];

  add(key: string, value: string): void {
    for (const text of secretForms(value)) {
      if (text.length < SHORTEST || this.#known.has(text)) continue;
      this.#known.add(text);
      this.#needles.push({ text, key });
    }
  }

  redact(text: string): string {
    return this.#needles.length === 0 ? text : blackOut(text, this.#needles);
  }

  /** A JSON-safe copy without secrets; errors become their wire form. Never throws. */
  redactData(value: unknown): JsonValue {
    const safe = isErrorLike(value) ? toJson(toWire(value)) : toJsonSafe(value);
    return this.#needles.length === 0 ? safe : this.#redactJson(safe);
  }

  /**
   * What was thrown, as it is, if there is no secret in it. Otherwise a copy: of an error one with the same name, message,
   * stack, code and causes, of anything else its JSON. What was thrown is never changed. Never throws.
   */
  redactThrown(thrown: unknown): unknown {
    if (this.#needles.length === 0) return thrown;
    if (typeof thrown === 'string') return this.redact(thrown);
    if (!isErrorLike(thrown)) return this.#hasSecret(toJsonSafe(thrown)) ? this.redactData(thrown) : thrown;
    return this.#isClean(thrown) ? thrown : fromWire(this.redactData(thrown));
  }

  #redactJson(value: JsonValue): JsonValue {
    if (typeof value === 'string') return this.redact(value);
    if (typeof value !== 'object' || value === null) return value;
    if (isList(value)) return value.map((item) => this.#redactJson(item));
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [this.redact(key), this.#redactJson(item)]));
  }

  #hasSecret(value: JsonValue): boolean {
    if (typeof value === 'string') return this.redact(value) !== value;
    if (typeof value !== 'object' || value === null) return false;
    if (isList(value)) return value.some((item) => this.#hasSecret(item));
    return Object.entries(value).some(([key, item]) => this.#hasSecret(key) || this.#hasSecret(item));
  }

  /** A tree that is too large to look through is not clean: its copy is small. */
  #isClean(error: object): boolean {
    const { errors, complete } = errorTree(error);
    return complete && errors.every((each) => !this.#isTold(each));
  }

  #isTold(error: object): boolean {
    const texts = ['name', 'message', 'stack', 'code'].map((key) => readProperty(error, key));
    // Not as a part of its JSON, which would cut them.
    const isInText = texts.some((text) => typeof text === 'string' && this.redact(text) !== text);
    return isInText || this.#hasSecret(toJsonSafe(ownProperties(error)));
  }
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** A wire error is JSON, which its interface cannot say. */
function toJson(wire: object): JsonValue {
  return wire as JsonValue;
}
