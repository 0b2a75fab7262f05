import { Button, PinPad, useMessages } from '../../ui/index.ts';
import { usePhone } from '../app/phone-context.ts';
import { payingMessages } from '../messages/paying-messages.ts';

export interface UpiPinPadProps {
  readonly title: (length: number) => string;
  readonly submitLabel: string;
  readonly onSubmit: (takePin: () => string) => void;
  readonly onCancel?: (() => void) | undefined;
  readonly onForgotPin?: (() => void) | undefined;
  readonly isBusy?: boolean | undefined;
  readonly problem?: string | undefined;
}

/**
 * The PIN pad with this phone's PIN length. The bank does not know how long a PIN is, so a phone
 * that was bound anew starts with four digits and can be told otherwise.
 */
export function UpiPinPad({ title, isBusy, onForgotPin, ...pad }: UpiPinPadProps) {
  const t = useMessages(payingMessages);
  const { pinLength, setPinLength } = usePhone();
  const other = pinLength === 4 ? 6 : 4;
  return (
    <>
      <PinPad
        {...pad}
        key={pinLength}
        length={pinLength}
        title={title(pinLength)}
        isBusy={isBusy}
      />
      {!isBusy && (
        <div className="phone-other-pin">
          <Button variant="quiet" size="small" onClick={() => setPinLength(other)}>
            {t('otherPin', { length: other })}
          </Button>
          {onForgotPin && (
            <Button variant="quiet" size="small" onClick={onForgotPin}>
              {t('forgotPin')}
            </Button>
          )}
        </div>
      )}
    </>
  );
}
