import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import {
  AmountPad,
  Button,
  ConfirmDialog,
  CopyButton,
  IconButton,
  NumberField,
  Panel,
  PasswordField,
  Select,
  Slider,
  SoundBoxControls,
  Switch,
  TextField,
  useMessages,
  useSoundBox,
  useToast,
} from '../index.ts';
import { sampleMessages } from './sample-text.ts';

export function Buttons() {
  const t = useMessages(sampleMessages);
  const { show } = useToast();
  const [isOpen, setOpen] = useState(false);
  return (
    <Panel title="Buttons, dialogs, toasts">
      <div className="ui-row">
        <Button variant="primary" icon={<Plus />}>
          {t('addPhone')}
        </Button>
        <Button>{t('addPos')}</Button>
        <Button variant="quiet">{t('remove')}</Button>
        <Button variant="danger" onClick={() => setOpen(true)}>
          {t('reset')}
        </Button>
      </div>
      <div className="ui-row">
        <Button variant="primary" isBusy>
          {t('addPhone')}
        </Button>
        <Button isBusy>{t('addPos')}</Button>
        <Button disabled>{t('addPos')}</Button>
        <Button variant="primary" disabled>
          {t('addPos')}
        </Button>
        <IconButton label={t('remove')} icon={<Trash2 />} />
        <Button size="small">{t('remove')}</Button>
      </div>
      <div className="ui-row">
        <CopyButton text="632611204417" />
        <CopyButton text="632611204417" isCompact />
        <Button onClick={() => show({ tone: 'good', title: t('added') })}>Toast</Button>
        <Button
          onClick={() =>
            show({
              tone: 'bad',
              title: t('notEnough'),
              money: t('notEnoughMoney'),
              next: t('notEnoughNext'),
              code: 'Z9',
            })
          }
        >
          Toast Z9
        </Button>
      </div>
      <ConfirmDialog
        isOpen={isOpen}
        title={t('reset')}
        confirmLabel={t('reset')}
        isDangerous
        requiredWord="reset"
        secondQuestion={<p>{t('resetAgain')}</p>}
        onConfirm={() => setOpen(false)}
        onCancel={() => setOpen(false)}
      >
        <p>{t('resetText')}</p>
      </ConfirmDialog>
    </Panel>
  );
}

export function Fields() {
  const t = useMessages(sampleMessages);
  const [name, setName] = useState('Book corner');
  const [port, setPort] = useState<number | undefined>(6000);
  const [count, setCount] = useState<number | undefined>(20_000);
  const [password, setPassword] = useState('chai1234');
  const [isLate, setLate] = useState(true);
  const [distance, setDistance] = useState(40);
  const [profile, setProfile] = useState<'a' | 'b'>('a');
  return (
    <Panel title="Fields">
      <div className="ui-stack">
        <TextField
          label={t('name')}
          hint={t('nameHint')}
          value={name}
          onChange={setName}
          isRequired
        />
        <NumberField label={t('port')} value={port} onChange={setPort} error={t('portBad')} />
        <NumberField
          label={t('opening')}
          start="₹"
          value={count}
          onChange={setCount}
          min={0}
          max={10_000}
        />
        <PasswordField label={t('password')} value={password} onChange={setPassword} />
        <Select
          label="Profile"
          value={profile}
          onChange={setProfile}
          options={[
            { value: 'a', label: 'Large Android' },
            { value: 'b', label: 'iPhone-like' },
          ]}
        />
        <TextField label="VPA" value="demo" onChange={() => {}} end="@upisim" disabled />
        <Switch label={t('late')} hint={t('lateHint')} isOn={isLate} onChange={setLate} />
        <Slider
          label={t('distance')}
          min={20}
          max={80}
          value={distance}
          onChange={setDistance}
          valueText={`${distance} cm`}
        />
      </div>
    </Panel>
  );
}

export function Charge() {
  const t = useMessages(sampleMessages);
  const [draft, setDraft] = useState('1250.5');
  return (
    <Panel title="Amount">
      <AmountPad
        label={t('amountToCharge')}
        draft={draft}
        onChange={setDraft}
        maxPaise={10_000_000}
        note={t('limit')}
      />
    </Panel>
  );
}

export function Sound() {
  const [soundBox, state] = useSoundBox('gallery');
  return (
    <Panel title="Loudspeaker">
      <SoundBoxControls soundBox={soundBox} state={state} />
      <div className="ui-row">
        <Button onClick={() => soundBox.announce({ kind: 'received', paise: 20_000 })}>₹200</Button>
        <Button onClick={() => soundBox.announce({ kind: 'failed', paise: 20_000 })}>Z9</Button>
      </div>
    </Panel>
  );
}
