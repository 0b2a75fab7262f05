import { useEffect, useState } from 'react';
import { type BankSettings, defaultBankSettings } from '#shared/settings.ts';
import type { ApiProblem } from '#shared/simulator/contract.ts';
import { Button, Notice, Spinner, useMessages, useToast } from '../../ui/index.ts';
import { HelpPanel } from '../app/HelpPanel.tsx';
import { problemMessages, problemNotice } from '../app/problem-messages.ts';
import { useApi, useRoom } from '../app/room-context.tsx';
import { useAct } from '../app/use-act.ts';
import { canChange } from '../state/bank-status.ts';
import { problemOf } from '../state/problem-of.ts';
import {
  changedSettings,
  draftOf,
  readSettings,
  SETTING_GROUPS,
  type SettingsDraft,
} from '../state/settings-draft.ts';
import { settingsMessages } from './messages.ts';
import { SettingField } from './SettingField.tsx';

/** The bank's settings: read, changed as a draft, saved together. */
export function BankRules() {
  const t = useMessages(settingsMessages);
  const problems = useMessages(problemMessages);
  const api = useApi();
  const room = useRoom();
  const isAllowed = canChange(room);
  const [saved, setSaved] = useState<BankSettings>();
  const [problem, setProblem] = useState<ApiProblem>();
  const [tries, setTries] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: tries asks again
  useEffect(() => {
    if (!isAllowed) return;
    api.call('admin.settings.get', {}).then(
      (settings) => {
        setSaved(settings);
        setProblem(undefined);
      },
      (error: unknown) => setProblem(problemOf(error)),
    );
  }, [api, isAllowed, tries]);
  return (
    <HelpPanel title={t('bankTitle')} help={t('bankHelp')} className="cr-rules">
      {room.host?.bank.isObserving && <p className="ui-muted">{t('observing')}</p>}
      {problem && (
        <Notice
          {...problemNotice(problems, problem)}
          actions={<Button onClick={() => setTries(tries + 1)}>{t('retry')}</Button>}
        />
      )}
      {saved && <RulesForm key={JSON.stringify(saved)} saved={saved} onSaved={setSaved} />}
      {!saved && !problem && isAllowed && <Spinner label={t('loading')} />}
    </HelpPanel>
  );
}

interface RulesFormProps {
  readonly saved: BankSettings;
  readonly onSaved: (settings: BankSettings) => void;
}

function RulesForm({ saved, onSaved }: RulesFormProps) {
  const t = useMessages(settingsMessages);
  const api = useApi();
  const { show } = useToast();
  const { isBusy, run } = useAct();
  const before = draftOf(saved);
  const [draft, setDraft] = useState<SettingsDraft>(before);
  const read = readSettings(draft);
  const changed = changedSettings(before, draft);
  const isDefault = changedSettings(draft, draftOf(defaultBankSettings())).length === 0;
  const save = async () => {
    if (!read.ok) return;
    const settings = await run(() => api.call('admin.settings.set', read.settings));
    if (!settings) return;
    show({ tone: 'good', title: t('saved'), next: t('savedNext') });
    onSaved(settings);
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {SETTING_GROUPS.map((group) => (
        <fieldset key={group.id} className={`cr-rule-group is-${group.id}`}>
          <legend>{t(group.id)}</legend>
          <div className="cr-rule-fields">
            {group.settings.map((name) => (
              <SettingField
                key={name}
                name={name}
                value={draft[name]}
                refusal={read.ok ? undefined : read.refusals[name]}
                onChange={(value) => setDraft({ ...draft, [name]: value })}
              />
            ))}
          </div>
        </fieldset>
      ))}
      <div className="cr-rule-actions">
        <span role="status" className="ui-muted">
          {changed.length === 0 ? t('allSaved') : t('changed', { count: changed.length })}
        </span>
        <Button disabled={isDefault} onClick={() => setDraft(draftOf(defaultBankSettings()))}>
          {t('defaults')}
        </Button>
        <Button disabled={changed.length === 0} onClick={() => setDraft(before)}>
          {t('undo')}
        </Button>
        <Button
          type="submit"
          variant="primary"
          isBusy={isBusy}
          disabled={changed.length === 0 || !read.ok}
        >
          {t('save')}
        </Button>
      </div>
    </form>
  );
}
