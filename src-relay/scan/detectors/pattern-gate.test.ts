import { expect, it } from 'vitest';
import { LOCAL_RULES } from '../registry.ts';
import { HARM_SIGNS } from './arguments/command-signs-harm.ts';
import { LEAK_SIGNS } from './arguments/command-signs-leak.ts';
import { RUN_SIGNS } from './arguments/command-signs-run.ts';
import { PatternGate } from './pattern-gate.ts';

it('answers as the patterns of commands do themselves, in any case', () => {
  const patterns = [...RUN_SIGNS, ...HARM_SIGNS, ...LEAK_SIGNS].map(({ pattern }) => pattern);
  const gate = new PatternGate(patterns);
  const examples = LOCAL_RULES.texts.flatMap(({ definition }) => [
    ...definition.examples.match,
    ...definition.examples.noMatch,
  ]);
  for (const text of [...examples, ...examples.map((example) => example.toUpperCase()), '']) {
    gate.read(text);
    const answers = patterns.map((_, index) => gate.test(index));
    expect(answers, text).toEqual(patterns.map((pattern) => pattern.test(text)));
  }
});
