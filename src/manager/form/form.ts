import type { JsonValue } from '../../errors/json-safe.ts';

/** How a value is asked for. `json` stands for what no form can ask for better. */
export type FormInput = 'checkbox' | 'group' | 'json' | 'list' | 'map' | 'number' | 'select' | 'text';

/** One value that a form asks for: plain JSON. What is absent does not limit it. */
export interface FormField {
  /** Its key in the object that it belongs to; empty for the items of a list and the values of a map. */
  readonly key: string;
  /** The title in the schema, or the key in words. */
  readonly label: string;
  readonly input: FormInput;
  /** Whether it has to be given: what has a default need not be. */
  readonly required: boolean;
  /** Whether the field says all that the schema does. Otherwise the schema may refuse what the field accepts, never the reverse. */
  readonly exact: boolean;
  readonly default?: JsonValue;
  readonly help?: string;
  /** Of a `select`. */
  readonly choices?: readonly JsonValue[];
  /** Of a `number`; `above` and `below` leave the limit itself out. */
  readonly min?: number;
  readonly max?: number;
  readonly above?: number;
  readonly below?: number;
  /** It is a multiple of this; 1 for whole numbers. */
  readonly step?: number;
  /** Of a `text`, in characters. */
  readonly minLength?: number;
  readonly maxLength?: number;
  /** A regular expression with the flag `u`, for some part of the text. */
  readonly pattern?: string;
  /** Of a `list`. */
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly unique?: boolean;
  /** What each item of a `list`, or value of a `map`, is. */
  readonly item?: FormField;
  /** Of a `group`. */
  readonly fields?: readonly FormField[];
  /** Of a `group`: whether other keys may be given. */
  readonly open?: boolean;
}
