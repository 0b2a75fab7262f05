import { type FormEvent, type ReactNode, useId } from 'react';
import type { ApiProblem } from '#shared/simulator/contract.ts';
import { Button, Dialog, Notice, useMessages } from '../../ui/index.ts';
import { useOverlays } from '../app/overlays.tsx';
import { problemMessages, problemNotice } from '../app/problem-messages.ts';
import { deviceMessages } from './messages.ts';

export interface DeviceFormDialogProps {
  readonly title: string;
  readonly text: string;
  readonly submitLabel: string;
  readonly isBusy: boolean;
  readonly refusal: ApiProblem | undefined;
  readonly onSubmit: () => Promise<void>;
  readonly children: ReactNode;
}

/** The frame of Add phone and Add POS: Enter sends, a refusal of the whole stands on top. */
export function DeviceFormDialog(props: DeviceFormDialogProps) {
  const { title, text, submitLabel, isBusy, refusal, onSubmit, children } = props;
  const t = useMessages(deviceMessages);
  const problems = useMessages(problemMessages);
  const { closeOverlay } = useOverlays();
  const id = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void onSubmit();
  };
  return (
    <Dialog
      isOpen
      onClose={closeOverlay}
      title={title}
      footer={
        <>
          <Button onClick={closeOverlay}>{t('cancel')}</Button>
          <Button type="submit" form={id} variant="primary" isBusy={isBusy}>
            {submitLabel}
          </Button>
        </>
      }
    >
      <p className="ui-muted">{text}</p>
      <form id={id} noValidate onSubmit={submit}>
        {refusal && <Notice {...problemNotice(problems, refusal)} />}
        {children}
      </form>
    </Dialog>
  );
}
