import { ERROR_CATALOGUE, type ErrorCode, type HooklineError } from 'hookline';
import { describe, expect, test } from 'vitest';
import { activationMessages, activationProvocations } from './provocations/activation.ts';
import { commandsMessages, commandsProvocations } from './provocations/commands.ts';
import { contextMessages, contextProvocations } from './provocations/context.ts';
import { discoveryMessages, discoveryProvocations } from './provocations/discovery.ts';
import { healthMessages, healthProvocations } from './provocations/health.ts';
import { kernelMessages, kernelProvocations } from './provocations/kernel.ts';
import { managerMessages, managerProvocations } from './provocations/manager.ts';
import { manifestsMessages, manifestsProvocations } from './provocations/manifests.ts';
import { pluginCommandsMessages, pluginCommandsProvocations } from './provocations/plugin-commands.ts';
import { resolutionMessages, resolutionProvocations } from './provocations/resolution.ts';
import { runnersMessages, runnersProvocations } from './provocations/runners.ts';
import { testingMessages, testingProvocations } from './provocations/testing.ts';
import type { Message, Provoke } from './provocations/provocation.ts';

const PROVOCATIONS: Record<ErrorCode, Provoke> = {
  ...kernelProvocations,
  ...manifestsProvocations,
  ...discoveryProvocations,
  ...resolutionProvocations,
  ...activationProvocations,
  ...contextProvocations,
  ...managerProvocations,
  ...healthProvocations,
  ...runnersProvocations,
  ...testingProvocations,
  ...commandsProvocations,
  ...pluginCommandsProvocations,
};

const MESSAGES: Record<ErrorCode, Message> = {
  ...kernelMessages,
  ...manifestsMessages,
  ...discoveryMessages,
  ...resolutionMessages,
  ...activationMessages,
  ...contextMessages,
  ...managerMessages,
  ...healthMessages,
  ...runnersMessages,
  ...testingMessages,
  ...commandsMessages,
  ...pluginCommandsMessages,
};

test('every code of the catalogue is provoked here', () => {
  expect(Object.keys(PROVOCATIONS).toSorted()).toEqual(Object.keys(ERROR_CATALOGUE).toSorted());
});

describe.each(Object.keys(PROVOCATIONS) as ErrorCode[])('%s', (code) => {
  test('says what failed, for whom, why, and what to do', async () => {
    const { code: given, message, hint } = (await PROVOCATIONS[code]()) as HooklineError;
    const expected = MESSAGES[code];
    expect({ code: given, message, hint }).toEqual({
      code,
      message: typeof expected.message === 'string' ? expected.message : expect.stringMatching(expected.message),
      hint: expected.hint,
    });
  });

  test('has data that JSON keeps', async () => {
    const { data } = (await PROVOCATIONS[code]()) as HooklineError;
    expect(data).toStrictEqual(JSON.parse(JSON.stringify(data)));
  });
});
