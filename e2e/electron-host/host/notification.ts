import type * as Electron from 'electron';
import { makeEvent } from './event.ts';
import { GuardedEmitter } from './guard.ts';

let lastId = 0;

/** Electron's Notification: nothing is drawn; a spec emits the clicks itself. */
export class Notification
  extends GuardedEmitter
  implements
    Pick<
      Electron.Notification,
      | 'id'
      | 'groupId'
      | 'groupTitle'
      | 'title'
      | 'subtitle'
      | 'body'
      | 'silent'
      | 'hasReply'
      | 'replyPlaceholder'
      | 'sound'
      | 'urgency'
      | 'timeoutType'
      | 'actions'
      | 'closeButtonText'
      | 'toastXml'
      | 'show'
      | 'close'
    >
{
  readonly id: string;
  readonly groupId: string;
  readonly groupTitle: string;
  title: string;
  subtitle: string;
  body: string;
  silent: boolean;
  hasReply: boolean;
  replyPlaceholder: string;
  sound: string;
  urgency: 'normal' | 'critical' | 'low';
  timeoutType: 'default' | 'never';
  actions: Electron.NotificationAction[];
  closeButtonText: string;
  toastXml: string;
  #isShown = false;

  constructor(options: Electron.NotificationConstructorOptions = {}) {
    super();
    lastId += 1;
    this.id = options.id ?? `electron-host-${lastId}`;
    this.groupId = options.groupId ?? '';
    this.groupTitle = options.groupTitle ?? '';
    this.title = options.title ?? '';
    this.subtitle = options.subtitle ?? '';
    this.body = options.body ?? '';
    this.silent = options.silent ?? false;
    this.hasReply = options.hasReply ?? false;
    this.replyPlaceholder = options.replyPlaceholder ?? '';
    this.sound = options.sound ?? '';
    this.urgency = options.urgency ?? 'normal';
    this.timeoutType = options.timeoutType ?? 'default';
    this.actions = options.actions ?? [];
    this.closeButtonText = options.closeButtonText ?? '';
    this.toastXml = options.toastXml ?? '';
  }

  static isSupported(): boolean {
    return true;
  }

  /** Electron tells of it later, when the system has taken the notification. */
  show(): void {
    this.#isShown = true;
    setImmediate(() => this.emit('show', makeEvent({})));
  }

  close(): void {
    if (!this.#isShown) return;
    this.#isShown = false;
    setImmediate(() => this.emit('close', makeEvent({ reason: 'userCanceled' })));
  }
}
