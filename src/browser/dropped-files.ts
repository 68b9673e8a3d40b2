/** A file and its path below what was dropped. */
export interface DroppedFile {
  readonly path: string;
  readonly file: File;
}

/** Every file of a drop, those in folders included, in the order of their paths. Must be called inside the drop event. */
export async function droppedFiles(transfer: DataTransfer): Promise<DroppedFile[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.() ?? null);
  const plain = [...transfer.files].map((file) => ({ path: file.name, file }));
  if (!entries.some((entry) => entry?.isDirectory)) return plain;
  const found = await Promise.all(entries.filter((entry) => entry !== null).map(filesBelow));
  return found.flat();
}

async function filesBelow(entry: FileSystemEntry): Promise<DroppedFile[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    return [{ path: entry.fullPath.replace(/^\//, ''), file }];
  }
  const children = await childrenOf(entry as FileSystemDirectoryEntry);
  const sorted = children.toSorted((a, b) => a.name.localeCompare(b.name));
  return (await Promise.all(sorted.map(filesBelow))).flat();
}

/** A reader gives at most a hundred entries a call, and none when it is through. */
async function childrenOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return all;
    all.push(...some);
  }
}

/** The address that a picture dragged from another page carries: the picture's own, where a link is around it. */
export function droppedUrl(transfer: DataTransfer): string | null {
  const dragged = new DOMParser().parseFromString(transfer.getData('text/html'), 'text/html');
  // A document of its own: nothing in it runs or is fetched.
  const source = dragged.querySelector('img')?.getAttribute('src');
  if (source && URL.canParse(source)) return source;
  const lines = transfer.getData('text/uri-list').split(/\r?\n/);
  return lines.find((line) => line !== '' && !line.startsWith('#')) ?? null;
}
