/** One file of a build of the page. */
export interface BuildFile {
  /** Relative to the folder of the page. */
  readonly path: string;
  readonly bytes: number;
  /** Of its content, in hexadecimal. */
  readonly sha256: string;
  /**
   * `shell`: kept before the page may be called kept (scripts, styles, lists); `rest`: kept as soon as the first visit is
   * served (the runtime, the built-in model, samples); `asked`: kept once it was used, because few need it.
   */
  readonly keep: 'shell' | 'rest' | 'asked';
}

/** Everything that one build of the page consists of, as the build itself wrote it down. */
export interface BuildList {
  /** Tells builds apart: two with the same files are the same. */
  readonly build: string;
  readonly files: readonly BuildFile[];
}

/** Stands in the built page and in the service worker until the build's name is known. */
export const BUILD_MARK = '__BUILD__';

/** Name of the list in the folder of the page. */
export function listPath(build: string): string {
  return `assets/build-${build}.json`;
}

/** @throws TypeError for anything but a list of that build, such as a web page under its address */
export function readBuildList(json: unknown, build: string): BuildList {
  const { build: name, files } = (json ?? {}) as Partial<BuildList>;
  if (name !== build || !Array.isArray(files) || !files.every(isFile))
    throw new TypeError(`This is not the list of build ${build}.`);
  return { build, files };
}

function isFile(file: unknown): file is BuildFile {
  const { path, bytes, sha256, keep } = (file ?? {}) as Partial<BuildFile>;
  return (
    typeof path === 'string' &&
    Number.isSafeInteger(bytes) &&
    typeof sha256 === 'string' &&
    (keep === 'shell' || keep === 'rest' || keep === 'asked')
  );
}

/** The file of a list that an address means; query and fragment name no other file. The folder itself is its front page. */
export function fileAt(list: BuildList, folder: string, address: string): BuildFile | undefined {
  const { origin, pathname } = new URL(address);
  const home = new URL(folder);
  if (origin !== home.origin || !pathname.startsWith(home.pathname)) return undefined;
  const path = decodeURIComponent(pathname.slice(home.pathname.length)) || 'index.html';
  return list.files.find((file) => file.path === path);
}
