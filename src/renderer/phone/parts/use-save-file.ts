import { toBase64 } from '#shared/bytes.ts';
import { useMessages, useToast } from '../../ui/index.ts';
import { usePhone } from '../app/phone-context.ts';
import { homeMessages } from '../messages/home-messages.ts';

/** Letters outside the host's plain file names become a hyphen. */
const plainName = (name: string): string => name.replace(/[^A-Za-z0-9 ._-]/g, '-').slice(0, 100);

/** Saves a file through the host, into the data folder's `saved/`, and says where it is. */
export function useSaveFile(): (name: string, content: Blob) => Promise<void> {
  const t = useMessages(homeMessages);
  const { show } = useToast();
  const { phone } = usePhone();
  return async (name, content) => {
    try {
      const base64 = toBase64(new Uint8Array(await content.arrayBuffer()));
      const { path } = await phone.api.call('files.save', { name: plainName(name), base64 });
      show({ tone: 'good', title: t('saved'), next: t('savedAs', { path }) });
    } catch (error) {
      const next = error instanceof Error ? error.message : undefined;
      show({ tone: 'bad', title: t('notSaved'), next });
    }
  };
}
