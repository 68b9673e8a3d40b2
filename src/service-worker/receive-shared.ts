import { putAside } from './put-aside.ts';

/** Where a system posts what was shared to the page: `share_target` of `manifest.webmanifest`. */
export function isShared({ method, url }: Request, folder: string): boolean {
  return method === 'POST' && url === new URL('shared', folder).href;
}

/** Puts the files of a share aside and opens the page, which takes them, or says that none has come. */
export async function receiveShared(
  request: Request,
  folder: string,
  caches: Pick<CacheStorage, 'open' | 'delete'>,
): Promise<Response> {
  try {
    const form = await request.formData();
    const files = form.getAll('pictures').filter((part) => part instanceof File);
    // A share without any has one empty file in some browsers.
    await putAside(
      caches,
      folder,
      files.filter(({ name, size }) => name !== '' || size > 0),
    );
  } catch {
    // No form, or no storage: the page opens and finds nothing.
  }
  return Response.redirect(new URL('?shared', folder).href, 303);
}
