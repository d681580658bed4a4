import { ArrowLeft, X } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './detail-header.module.css';
import { IconButton } from './icon-button.tsx';
import { useWide } from './wide.ts';

interface DetailHeaderProps {
  readonly children: ReactNode;
  readonly onClose: () => void;
}

/** The bar over a detail: what it is, and the way back to the list. */
export function DetailHeader({ children, onClose }: DetailHeaderProps) {
  const wide = useWide();
  const close = (
    <IconButton
      label={wide ? 'Close the detail' : 'Back to the list'}
      keys="Esc"
      icon={wide ? <X aria-hidden /> : <ArrowLeft aria-hidden />}
      onClick={onClose}
    />
  );
  return (
    <header className={styles.header}>
      {!wide && close}
      <div className={styles.what}>{children}</div>
      {wide && close}
    </header>
  );
}
