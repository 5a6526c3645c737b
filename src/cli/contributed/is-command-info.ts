import { isPlainObject } from '../../hooks/plain-object.ts';
import type { CommandInfo } from '../../manager/commands/command-info.ts';

/** What commands, arguments and options are called in manifests; nothing that a terminal or a shell would take for something else. */
const WORD = /^[a-z][a-z0-9-]{0,63}$/;
const QUALIFIED = /^[a-z0-9.-]+\/[a-z][a-z0-9-]{0,63}$/;

const TYPES: readonly unknown[] = ['boolean', 'string', 'number'];

/** Whether a file that anybody may have written holds this. Help must not load what checks manifests. */
export function isCommandInfo(value: unknown): value is CommandInfo {
  return (
    isNamed(value) &&
    isText(value['qualifiedName']) &&
    QUALIFIED.test(value['qualifiedName']) &&
    isText(value['plugin']) &&
    isText(value['version']) &&
    typeof value['isShort'] === 'boolean' &&
    isListOf(value['arguments'], isNamed) &&
    isListOf(value['options'], isOption)
  );
}

function isOption(value: unknown): boolean {
  if (!isNamed(value)) return false;
  const { type, short = 'x', choices = [] } = value;
  return TYPES.includes(type) && isText(short) && /^[A-Za-z0-9]$/.test(short) && isListOf(choices, isChoice);
}

function isNamed(value: unknown): value is Readonly<Record<string, unknown>> {
  return isPlainObject(value) && isText(value['name']) && WORD.test(value['name']) && isText(value['summary']);
}

function isChoice(value: unknown): boolean {
  return isText(value) || typeof value === 'number';
}

function isListOf(value: unknown, isOne: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isOne);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
