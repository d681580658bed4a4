import { ChevronRight } from 'lucide-react';
import { useContext, useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { formatCount } from '../../../ui/number-format.ts';
import { JsonScalar } from './json-scalar.tsx';
import { JsonString } from './json-string.tsx';
import { spelledOut } from '../../../ui/untrusted/odd-characters.ts';
import styles from './json-tree.module.css';
import { PayloadContext } from './payload-context.ts';
import { isList, isObject, isWithin, type Json, type Path } from './payload.ts';

// The two components of this file hold each other: members have values, and values have members.

/** Members shown at first, and more with each step. */
const STEP = 100;

interface JsonMembersProps {
  readonly value: Json;
  readonly path: Path;
  readonly depth: number;
}

/** The members of an object or array, each on its line; anything else as it is. */
export function JsonMembers({ value, path, depth }: JsonMembersProps) {
  const [most, setMost] = useState(STEP);
  if (!isList(value) && !isObject(value)) return <JsonScalar value={value} path={path} />;
  const members: readonly (readonly [string | number, Json])[] = isList(value)
    ? value.map((member, index) => [index, member] as const)
    : Object.entries(value);
  if (members.length === 0) return <span className={styles.soft}>{isList(value) ? 'an empty list' : 'empty'}</span>;
  return (
    <>
      <ul className={styles.members}>
        {members.slice(0, most).map(([name, member]) => (
          <JsonMember key={name} name={name} value={member} path={[...path, name]} depth={depth} />
        ))}
      </ul>
      {members.length > most && (
        <div className={styles.more}>
          <Button onClick={() => setMost(most + STEP)}>Show more</Button>
          <span>{formatCount(members.length - most)} more</span>
        </div>
      )}
    </>
  );
}

interface JsonMemberProps {
  readonly name: string | number;
  readonly value: Json;
  readonly path: Path;
  readonly depth: number;
}

/** Levels that start unfolded. */
const UNFOLDED = 3;

/** How many members a list or object has, in words. */
function sizeOf(value: Json): number | undefined {
  if (isList(value)) return value.length;
  return isObject(value) ? Object.keys(value).length : undefined;
}

/** One member of an object or array: its key and its value, folded where that is large. */
function JsonMember({ name, value, path, depth }: JsonMemberProps) {
  const { paths, activePath } = useContext(PayloadContext);
  const size = sizeOf(value);
  const hasFinding = paths.some((one) => one.length > path.length && isWithin(one, path));
  const [open, setOpen] = useState(depth < UNFOLDED || hasFinding);
  const leadsToActive = activePath !== undefined && activePath.length > path.length && isWithin(activePath, path);
  const [led, setLed] = useState(activePath);
  if (led !== activePath) {
    setLed(activePath);
    if (leadsToActive && !open) setOpen(true);
  }

  const key = (
    <span className={styles.key}>{typeof name === 'number' ? name : <JsonString text={name} path={path} inKey />}</span>
  );
  if (size === undefined || size === 0) {
    return (
      <li className={styles.member}>
        {key}
        <span className={styles.colon}>: </span>
        {size === undefined ? (
          <JsonScalar value={value} path={path} />
        ) : (
          <span className={styles.soft}>{isList(value) ? '[ ]' : '{ }'}</span>
        )}
      </li>
    );
  }
  return (
    <li className={styles.member}>
      <button
        type="button"
        className={styles.fold}
        aria-expanded={open}
        aria-label={`${open ? 'Fold' : 'Unfold'} ${spelledOut(String(name))}`}
        onClick={() => setOpen(!open)}
      >
        <ChevronRight aria-hidden className={open ? styles.down : undefined} />
      </button>
      {key}
      <span className={styles.soft}> {isList(value) ? `[${size}]` : `{${size}}`}</span>
      {open && (
        <div className={styles.inside}>
          <JsonMembers value={value} path={path} depth={depth + 1} />
        </div>
      )}
    </li>
  );
}
