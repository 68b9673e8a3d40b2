interface ImportMetaEnv {
  /** Another endpoint than https://huggingface.co, which speaks its addresses. */
  readonly VITE_HUB_ENDPOINT?: string;
}
