import { parseScanned, type ScanProblem } from '#shared/upi-uri.ts';
import { Button, Notice, type Translate, useMessages } from '../../ui/index.ts';
import { scannerMessages } from '../messages/scanner-messages.ts';
import type { SeenCode } from '../state/scanning.ts';
import type { Scanning } from './use-scanner.ts';

const SHOWN_TEXT_MAX = 120;

export const refusalTitle = (
  t: Translate<(typeof scannerMessages)['en']>,
  problem: ScanProblem,
): string => t(problem.kind === 'not-upi' ? 'notUpi' : 'broken');

/** A short name for one of several codes: who it pays, or how it begins. */
function codeName(code: SeenCode): string {
  const scanned = parseScanned(code.text);
  if (scanned.kind === 'link') return scanned.link.payeeName || scanned.link.payeeVpa;
  return code.text.slice(0, 28);
}

/** Over the viewfinder: several codes to choose from, or a code that cannot be paid. */
export function ScanNotice({ scanning }: { readonly scanning: Scanning }) {
  const t = useMessages(scannerMessages);
  const { state, dispatch, take } = scanning;
  const { phase } = state;
  const lookFurther = () => dispatch({ type: 'dismissed' });
  if (phase.kind === 'choosing') {
    return (
      <div className="phone-scan-notice">
        <Notice
          title={t('several')}
          actions={
            <>
              {phase.codes.map((code, index) => (
                <Button key={code.text} onClick={() => take(code, state.source)}>
                  {t('severalCode', { number: index + 1, what: codeName(code) })}
                </Button>
              ))}
              <Button variant="quiet" onClick={lookFurther}>
                {t('lookFurther')}
              </Button>
            </>
          }
        />
      </div>
    );
  }
  if (phase.kind !== 'refused') return null;
  return (
    <div className="phone-scan-notice">
      <Notice
        tone="bad"
        title={refusalTitle(t, phase.problem)}
        next={`${t('contents')}: ${phase.text.slice(0, SHOWN_TEXT_MAX)}`}
        detail={phase.problem.kind === 'broken' ? phase.problem.reason : undefined}
        onDismiss={lookFurther}
      />
    </div>
  );
}
