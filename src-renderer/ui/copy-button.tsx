import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { Button } from './button.tsx';
import { IconButton } from './icon-button.tsx';

interface CopyButtonProps {
  /** What is copied, or what makes it when the button is pressed. */
  readonly text: string | (() => string);
  /** What it does: "Copy the endpoint". */
  readonly label: string;
  /** Shows the label as words instead of an icon alone. */
  readonly words?: boolean;
}

const SHOWN_MS = 1500;

/** Copies a text and says so in its own place. */
export function CopyButton({ text, label, words }: CopyButtonProps) {
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle');
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(typeof text === 'string' ? text : text());
      setState('copied');
    } catch {
      setState('refused');
    }
    setTimeout(() => setState('idle'), SHOWN_MS);
  };
  const icon = state === 'copied' ? <Check aria-hidden /> : <Copy aria-hidden />;
  const said = { idle: label, copied: 'Copied', refused: 'The clipboard refused: select the text and copy it' }[state];
  return words ? (
    <Button icon={icon} onClick={() => void copy()}>
      <span aria-live="polite">{said}</span>
    </Button>
  ) : (
    <IconButton label={said} icon={icon} onClick={() => void copy()} />
  );
}
