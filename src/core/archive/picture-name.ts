const PICTURE_EXTENSIONS = new Set('jpg jpeg png webp gif bmp avif ppm tif tiff'.split(' '));

/**
 * Whether a path looks like a picture that a person put there: by its extension, and not one of the hidden companions
 * that macOS (`._x.jpg`, `__MACOSX/`) and others leave. Whether it can be decoded is seen when it is.
 */
export function isPictureName(path: string): boolean {
  const parts = path.split('/');
  if (parts.some((part) => part.startsWith('.') || part === '__MACOSX')) return false;
  const name = parts.at(-1) ?? '';
  const dot = name.lastIndexOf('.');
  return dot > 0 && PICTURE_EXTENSIONS.has(name.slice(dot + 1).toLowerCase());
}
