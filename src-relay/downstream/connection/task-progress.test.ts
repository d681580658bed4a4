import { beforeEach, describe, expect, test, vi } from 'vitest';
import { frameFromText, type Frame } from '../../protocol/frame.ts';
import { PendingCall } from './pending-call.ts';
import { TaskProgress } from './task-progress.ts';

const heard = vi.fn<(frame: Frame) => void>();
const progress = frameFromText('{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":1}}');
let tasks: TaskProgress;

function answer(id: number, method: string, result: string): void {
  const request = { method, write: () => '' };
  const settle = { resolve: () => {}, reject: () => {} };
  const call = new PendingCall(id, request, { timeoutMs: 1000, onProgress: heard }, undefined, settle, 0);
  tasks.answered(call, frameFromText(`{"jsonrpc":"2.0","id":${id},"result":${result}}`));
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
  heard.mockReset();
  tasks = new TaskProgress();
  answer(1, 'tools/call', '{"task":{"taskId":"t","status":"working"}}');
  return () => vi.useRealTimers();
});

describe('the progress of a task', () => {
  test('is heard under the token of its call, and of no call that was answered otherwise', () => {
    answer(2, 'tools/call', '{"content":[]}');
    answer(3, 'tools/call', '{"task":{"taskId":"over","status":"completed"}}');
    for (const token of [1, 2, 3]) tasks.progressed(token, progress);
    expect(heard.mock.calls).toEqual([[progress]]);
  });

  test.each([
    ['tasks/get', '{"taskId":"t","status":"completed"}'],
    ['tasks/cancel', '{"taskId":"t","status":"cancelled"}'],
    ['tasks/result', '{"content":[],"_meta":{"io.modelcontextprotocol/related-task":{"taskId":"t"}}}'],
  ])('ends with what %s tells', (method, result) => {
    answer(2, method, '{"taskId":"t","status":"working"}');
    answer(3, method, result.replaceAll('"t"', '"another"'));
    tasks.progressed(1, progress);
    answer(4, method, result);
    tasks.progressed(1, progress);
    expect(heard).toHaveBeenCalledTimes(1);
  });

  test('ends with its status, or after an hour', () => {
    answer(2, 'tools/call', '{"task":{"taskId":"u","status":"working"}}');
    tasks.statusIs({ taskId: 't', status: 'failed' });
    tasks.progressed(1, progress);
    vi.advanceTimersByTime(60 * 60 * 1000 - 1);
    tasks.progressed(2, progress);
    vi.advanceTimersByTime(1);
    tasks.progressed(2, progress);
    expect(heard).toHaveBeenCalledTimes(1);
  });

  test('makes room for that of newer ones', () => {
    for (let id = 2; id <= 1001; id += 1) answer(id, 'tools/call', `{"task":{"taskId":"${id}","status":"working"}}`);
    for (const token of [1, 2, 1001]) tasks.progressed(token, progress);
    expect(heard).toHaveBeenCalledTimes(2);
  });
});
