import { Inbox, Wallet } from 'lucide-react';
import { useState } from 'react';
import {
  Amount,
  Button,
  Dot,
  EmptyState,
  Fact,
  FactList,
  Figure,
  Money,
  Notice,
  Panel,
  Progress,
  Sparkline,
  Spinner,
  Table,
  TabPanel,
  Tabs,
  Tag,
  useMessages,
  useTabsId,
} from '../index.ts';
import { sampleMessages } from './sample-text.ts';

const RATES = [20, 28, 22, 40, 55, 62, 58, 71, 80, 77, 88, 92, 86, 96];

const ROWS = [
  { at: '11:20:41', text: 'Second phone to Book corner', paise: 45_000, code: 'Z6', bad: true },
  { at: '11:20:12', text: 'Demo user to Book corner', paise: 125_000, code: '00', bad: false },
  { at: '11:19:57', text: 'Demo user to Tea stall', paise: 90_000_000, code: 'Z9', bad: true },
];

export function Facts() {
  const t = useMessages(sampleMessages);
  return (
    <Panel title="Bank" actions={<Tag tone="good">open</Tag>}>
      <Figure value="8,214" caption="payments a second" />
      <Sparkline values={RATES} label="Payments a second, now 8,214" />
      <FactList>
        <Fact label="p50 / p99">34 / 118 ms</Fact>
        <Fact label="Money in the system">
          <Money paise={0} /> off
        </Fact>
        <Fact label="Last checked" tone="good">
          12 s ago, sound
        </Fact>
        <Fact label="Largest">
          <Money paise="90000000" />
        </Fact>
      </FactList>
      <div className="ui-row">
        <Tag>{t('idle')}</Tag>
        <Tag tone="good">{t('paid')}</Tag>
        <Tag tone="wait">{t('charging')}</Tag>
        <Tag tone="bad">{t('locked')}</Tag>
        <span>
          <Dot tone="good" /> Bank open on port 5000
        </span>
      </div>
      <Sparkline kind="line" values={RATES} label="The same as a line" />
      <Amount paise={-90_000_012_345} caption="long" />
    </Panel>
  );
}

export function Messages() {
  const t = useMessages(sampleMessages);
  return (
    <Panel title="Messages and states">
      <div className="ui-stack">
        <Notice tone="good" title={t('paidTo')} code="00" onDismiss={() => {}} />
        <Notice
          tone="bad"
          title={t('notEnough')}
          money={t('notEnoughMoney')}
          next={t('notEnoughNext')}
          code="Z9"
        />
        <Notice
          tone="wait"
          title={t('unreachable')}
          money={t('unreachableMoney')}
          next={t('unreachableNext')}
          code="U30"
          actions={<Button size="small">{t('remove')}</Button>}
        />
        <Notice title={t('added')} />
        <Progress label="10,000 users" fraction={0.62} start="6,200 of 10,000" end="0:14" />
        <Progress label="Waiting" />
        <Spinner label="Opening the bank" />
        <EmptyState
          icon={<Inbox />}
          title={t('emptyTitle')}
          actions={<Button variant="primary">{t('addPhone')}</Button>}
        >
          {t('emptyText')}
        </EmptyState>
      </div>
    </Panel>
  );
}

export function Rows() {
  const idBase = useTabsId();
  const [tab, setTab] = useState<'street' | 'ledger' | 'stress'>('street');
  const [open, setOpen] = useState('11:20:12');
  return (
    <Panel title="Tabs and table">
      <Tabs
        label="Rooms"
        idBase={idBase}
        selected={tab}
        onSelect={setTab}
        tabs={[
          { id: 'street', label: 'Street' },
          { id: 'ledger', label: 'Ledger', icon: <Wallet /> },
          { id: 'stress', label: 'Stress', badge: <Tag tone="wait">12</Tag> },
        ]}
      />
      <TabPanel idBase={idBase} id={tab}>
        <Table
          caption="Payments"
          rows={ROWS}
          rowKey={(row) => row.at}
          onOpen={(row) => setOpen(row.at)}
          isSelected={(row) => row.at === open}
          columns={[
            { id: 'at', header: 'Time', cell: (row) => row.at, isTight: true },
            { id: 'text', header: 'Payment', cell: (row) => row.text },
            {
              id: 'amount',
              header: 'Amount',
              align: 'end',
              cell: (row) => <Money paise={row.paise} />,
            },
            {
              id: 'code',
              header: 'Code',
              cell: (row) => <Tag tone={row.bad ? 'bad' : 'good'}>{row.code}</Tag>,
            },
          ]}
        />
      </TabPanel>
    </Panel>
  );
}
