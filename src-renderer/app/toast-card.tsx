import { X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { app } from '../state/app.ts';
import type { Toast } from '../state/toasts.ts';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import styles from './toast-shelf.module.css';

const SHOWN_MS = 8000;

/** One short message; it stays while it is pointed at or focused. */
export function ToastCard({ toast }: { readonly toast: Toast }) {
  const [held, setHeld] = useState(false);
  const dismiss = (): void => app.toasts.dismiss(toast.id);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => app.toasts.dismiss(toast.id), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [held, toast.id]);
  const { undo } = toast;
  return (
    <div
      className={styles.card}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span className={styles.text}>{toast.text}</span>
      {undo && (
        <Button
          onClick={() => {
            dismiss();
            undo();
          }}
        >
          Undo
        </Button>
      )}
      <IconButton label="Dismiss" icon={<X aria-hidden />} onClick={dismiss} />
    </div>
  );
}
