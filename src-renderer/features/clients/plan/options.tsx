import { Choice } from '../../../ui/choice.tsx';
import { Switch } from '../../../ui/switch.tsx';
import type { ClientAction } from '../words.ts';

/** What a person can choose of an action. */
export interface PlanOptions {
  readonly importServers: boolean;
  readonly secretsToStore: boolean;
  readonly keepItself: boolean;
  readonly restoreServers: boolean;
  /** Undo: whatever others have changed since is lost. */
  readonly putBack: boolean;
}

export const FIRST_OPTIONS: PlanOptions = {
  importServers: true,
  secretsToStore: true,
  keepItself: true,
  restoreServers: true,
  putBack: false,
};

interface OptionsProps {
  readonly action: ClientAction;
  readonly title: string;
  readonly options: PlanOptions;
  /** The app has servers of its own. */
  readonly hasServers: boolean;
  /** There are values among them that look like secrets. */
  readonly hasSecrets: boolean;
  readonly onChange: (options: PlanOptions) => void;
}

/** The choices that an action has; none where it has none. */
export function Options({ action, title, options, hasServers, hasSecrets, onChange }: OptionsProps) {
  if (action === 'disconnect') {
    return (
      <Switch
        label={`Give ${title} its servers back`}
        consequence={
          options.restoreServers
            ? 'Servers that were moved behind the relay go back into its file.'
            : 'They stay behind the relay alone.'
        }
        checked={options.restoreServers}
        onChange={(restoreServers) => onChange({ ...options, restoreServers })}
      />
    );
  }
  if (action === 'undo') {
    return (
      <Choice
        label="Others have changed the file since the relay wrote it"
        value={options.putBack ? 'back' : 'ours'}
        options={[
          { value: 'ours', label: 'Take only the relay’s change back', note: 'What others changed since stays.' },
          {
            value: 'back',
            label: 'Put the old file back',
            note: 'What others changed since is lost. A copy of the file as it is now is kept.',
          },
        ]}
        onChoose={(way) => onChange({ ...options, putBack: way === 'back' })}
      />
    );
  }
  if (action !== 'connect') return null;
  return (
    <>
      {hasServers && (
        <Switch
          label="Move its servers behind the relay"
          consequence={
            options.importServers
              ? 'The app goes on using them, and every call is scanned. Disconnecting brings them back.'
              : `${title} goes on calling them directly: those calls are not scanned.`
          }
          checked={options.importServers}
          onChange={(importServers) => onChange({ ...options, importServers })}
        />
      )}
      {hasSecrets && options.importServers && (
        <Switch
          label="Put their secrets into the secret store"
          consequence={
            options.secretsToStore
              ? 'The relay’s file only names them: ${secret:NAME}.'
              : 'They stand in clear in the relay’s file.'
          }
          checked={options.secretsToStore}
          onChange={(secretsToStore) => onChange({ ...options, secretsToStore })}
        />
      )}
      <Switch
        label="Keep it connected"
        consequence={
          options.keepItself
            ? 'If the app drops the entry, the relay puts it back.'
            : 'If the app drops the entry, you are told.'
        }
        checked={options.keepItself}
        onChange={(keepItself) => onChange({ ...options, keepItself })}
      />
    </>
  );
}
