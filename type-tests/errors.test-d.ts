import {
  fromWire,
  HooklineError,
  isHooklineError,
  toWire,
  type ErrorCode,
  type Report,
  type WireError,
} from 'hookline';
import { expectAssignable, expectError, expectType } from 'tsd';

const caught: unknown = undefined;
if (isHooklineError(caught)) {
  expectType<HooklineError>(caught);
  expectType<ErrorCode>(caught.code);
  expectType<string>(caught.hint);
  expectAssignable<Report | undefined>(caught.report);
  expectType<'ok' | 'error' | 'timeout' | 'skipped' | 'filtered' | undefined>(caught.report?.entries[0]?.status);
  expectError((caught.code = 'HOOK_FAILED'));
}
expectAssignable<ErrorCode>('HOOK_FAILED');
expectError<ErrorCode>('HOOK_FAILD');
expectError(new HooklineError('HOOK_FAILD', 'x'));
expectType<WireError>(toWire(new Error('x')));
expectType<Error>(fromWire({}));
