import type { StressOutcome } from '#shared/simulator/stress-records.ts';
import { classNames, Table, Tag, useMessages } from '../../ui/index.ts';
import { useFormat } from '../app/use-format.ts';
import { stressMessages } from './messages.ts';

const keyOf = ({ scenario, code, isAsExpected }: StressOutcome): string =>
  `${scenario} ${code} ${isAsExpected}`;

/** Paid, declined as it must be, wrong: meaning is in the table too, never in colour alone. */
const kindOf = ({ code, isAsExpected }: StressOutcome): string =>
  isAsExpected ? (code === '00' ? 'is-paid' : 'is-declined') : 'is-wrong';

/** What came back, as a stack and as its table. */
export function Outcomes({ outcomes }: { readonly outcomes: readonly StressOutcome[] }) {
  const t = useMessages(stressMessages);
  const format = useFormat();
  if (outcomes.length === 0) return null;
  const sorted = outcomes.toSorted((one, other) => other.count - one.count);
  const total = sorted.reduce((sum, { count }) => sum + count, 0);
  return (
    <>
      <div className="cr-stress-stack" aria-hidden="true">
        {sorted.map((one) => (
          <i
            key={keyOf(one)}
            className={classNames(kindOf(one))}
            style={{ flexGrow: one.count / total }}
          />
        ))}
      </div>
      <Table
        caption={t('outcomes')}
        rows={sorted}
        rowKey={keyOf}
        columns={[
          { id: 'name', header: t('outcome'), cell: (one) => t(`mix_${one.scenario}`) },
          {
            id: 'code',
            header: t('code'),
            isTight: true,
            cell: (one) =>
              one.isAsExpected ? (
                <code>{one.code}</code>
              ) : (
                <Tag tone="bad">{`${one.code} ${t('unexpected')}`}</Tag>
              ),
          },
          { id: 'count', header: t('count'), align: 'end', cell: (one) => format.count(one.count) },
        ]}
      />
    </>
  );
}
