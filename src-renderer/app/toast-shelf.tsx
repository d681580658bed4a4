import { useStore } from 'zustand/react';
import { app } from '../state/app.ts';
import styles from './toast-shelf.module.css';
import { ToastCard } from './toast-card.tsx';

/** The place of the short messages, over the lower corner. */
export function ToastShelf() {
  const toasts = useStore(app.toasts.store, (s) => s.toasts);
  return (
    <div role="status" aria-live="polite" className={styles.shelf}>
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
    </div>
  );
}
