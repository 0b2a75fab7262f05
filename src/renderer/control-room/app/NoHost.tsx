import type { ApiProblem } from '#shared/simulator/contract.ts';
import { Button, Card, Notice, useMessages } from '../../ui/index.ts';
import { frameMessages } from './frame-messages.ts';
import { problemMessages, problemNotice } from './problem-messages.ts';

/** Instead of the control room when this window could not reach its host at all. */
export function NoHost({ problem }: { readonly problem: ApiProblem }) {
  const t = useMessages(frameMessages);
  const problems = useMessages(problemMessages);
  return (
    <main className="cr-alone">
      <Card>
        <h1>{t('brand')}</h1>
        <Notice
          {...problemNotice(problems, problem)}
          money={undefined}
          actions={<Button onClick={() => location.reload()}>{t('retry')}</Button>}
        />
      </Card>
    </main>
  );
}
