import { memo } from 'react';
import { piecesOf } from './odd-characters.ts';
import styles from './untrusted-text.module.css';

/** Text in which every character that would not be seen is a box with its code point. */
export const BoxedText = memo(function BoxedText({ text }: { readonly text: string }) {
  return piecesOf(text).map((piece, index) =>
    piece.label === undefined ? (
      piece.text
    ) : (
      <span key={index} className={styles.box} title="A character that is not seen">
        {piece.label}
      </span>
    ),
  );
});
