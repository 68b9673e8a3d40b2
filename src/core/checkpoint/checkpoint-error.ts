export type CheckpointErrorCode =
  | 'checkpoint-truncated'
  | 'checkpoint-header-too-large'
  | 'checkpoint-header-invalid'
  | 'checkpoint-not-clip'
  | 'checkpoint-html'
  | 'checkpoint-pickle'
  | 'checkpoint-shape-mismatch'
  | 'checkpoint-unsupported'
  | 'towers-apart'
  | 'onnx-operator'
  | 'onnx-inputs'
  | 'onnx-outputs'
  | 'onnx-whole'
  | 'onnx-elsewhere'
  | 'config-invalid';

/** A checkpoint or configuration that cannot be used, with the facts the page needs to say why. */
export class CheckpointError extends Error {
  override readonly name = 'CheckpointError';
  readonly code: CheckpointErrorCode;
  readonly details: Readonly<Record<string, string | number>>;

  constructor(
    code: CheckpointErrorCode,
    message: string,
    details: Readonly<Record<string, string | number>> = {},
  ) {
    super(message);
    this.code = code;
    this.details = details;
  }
}
