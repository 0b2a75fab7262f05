/** Pictures a person gives: chosen, dropped or pasted. */

/** What `<input accept>` offers; the bytes decide, not the name. */
export const PICTURE_TYPES = 'image/png,image/jpeg,image/webp,image/gif,image/bmp,image/avif';
/** Above any phone's photo; larger files are refused before they are read. */
export const PICTURE_MAX_BYTES = 40 * 1_024 * 1_024;

export type PictureProblem = 'too-large' | 'not-a-picture';

/** The pixels of a file; a problem for people when it is no picture that this browser reads. */
export async function openPicture(file: Blob): Promise<ImageBitmap | PictureProblem> {
  if (file.size > PICTURE_MAX_BYTES) return 'too-large';
  try {
    return await createImageBitmap(file);
  } catch {
    return 'not-a-picture';
  }
}

/** The first picture in a paste or drop; undefined when there is none. */
export function pictureIn(data: DataTransfer | null): File | undefined {
  return Array.from(data?.files ?? []).find((file) => file.type.startsWith('image/'));
}
