/** Name without extensions, and the last of them: WebDataset's key ends at the first dot of the last part of the path. */
export function webDatasetKey(name: string): { readonly key: string; readonly extension: string } {
  const dot = name.indexOf('.', name.lastIndexOf('/') + 1);
  if (dot < 0) return { key: name, extension: '' };
  return {
    key: name.slice(0, dot),
    extension: name.slice(name.lastIndexOf('.') + 1).toLowerCase(),
  };
}
