import { ChevronRight } from 'lucide-react';
import type { AttackExhibit } from '#shared/simulator/attack-records.ts';
import { CopyButton, useLanguage, useMessages } from '../../ui/index.ts';
import { EXHIBIT_TEXTS } from './evidence-texts.ts';
import { attackMessages } from './messages.ts';

/** Longer ones are folded at first, so that the columns stay side by side. */
const OPEN_MAX_LENGTH = 420;

/** The bytes themselves: JSON, hex and texts as they were on the wire or in the file. */
export function Exhibits({ exhibits }: { readonly exhibits: readonly AttackExhibit[] }) {
  const t = useMessages(attackMessages);
  const { language } = useLanguage();
  if (exhibits.length === 0) return null;
  return (
    <div className="cr-exhibits">
      <h4 className="ui-label">{t('evidence')}</h4>
      {exhibits.map(({ name, format, value }) => {
        const title = EXHIBIT_TEXTS[name][language];
        return (
          <details key={name} open={value.length <= OPEN_MAX_LENGTH}>
            <summary>
              <ChevronRight aria-hidden="true" />
              {title}
            </summary>
            <div className="cr-exhibit">
              <section
                className="cr-exhibit-text"
                aria-label={title}
                // biome-ignore lint/a11y/noNoninteractiveTabindex: a keyboard must reach what scrolls
                tabIndex={0}
              >
                <pre className={`is-${format}`} lang="en">
                  {value}
                </pre>
              </section>
              <CopyButton isCompact text={value} />
            </div>
          </details>
        );
      })}
    </div>
  );
}
