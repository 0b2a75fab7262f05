import { useEffect, useEffectEvent } from 'react';
import { pictureIn } from '../../device/frames/picture-file.ts';

const isEditable = (target: EventTarget | null): boolean =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;

/**
 * Pictures and texts that are pasted or dropped anywhere in this window while the scanner is open.
 * A dropped file would otherwise replace the whole page.
 */
export function useGivenThings(given: {
  readonly onPicture: (file: Blob) => void;
  readonly onText: (text: string) => void;
}): void {
  const take = useEffectEvent((event: Event, data: DataTransfer | null) => {
    const file = pictureIn(data);
    const text = data?.getData('text/plain').trim() ?? '';
    if (file) given.onPicture(file);
    else if (text && !isEditable(event.target)) given.onText(text);
    if (file || event.type === 'drop') event.preventDefault();
  });
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => take(event, event.clipboardData);
    const onDrop = (event: DragEvent) => take(event, event.dataTransfer);
    const onDragOver = (event: DragEvent) => event.preventDefault();
    window.addEventListener('paste', onPaste);
    window.addEventListener('drop', onDrop);
    window.addEventListener('dragover', onDragOver);
    return () => {
      window.removeEventListener('paste', onPaste);
      window.removeEventListener('drop', onDrop);
      window.removeEventListener('dragover', onDragOver);
    };
  }, []);
}
