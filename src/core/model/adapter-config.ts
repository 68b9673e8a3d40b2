import type { AdapterConfig } from '../checkpoint/lora.ts';
import { type ConfigFile, isObject } from './config-fields.ts';

/** What PEFT fills in where the file says nothing. */
const DEFAULT_ALPHA = 8;

/**
 * The scale of a LoRA adapter by PEFT's `adapter_config.json` among the configurations; `null` where there is none.
 * @see https://github.com/huggingface/peft/blob/v0.11.0/src/peft/tuners/lora/config.py
 */
export function readAdapterConfig(configs: readonly ConfigFile[]): AdapterConfig | null {
  const json = configs.map((config) => config.json).find(isAdapterConfig);
  if (!json) return null;
  const { lora_alpha: alpha, alpha_pattern: pattern, base_model_name_or_path: base } = json;
  const alphas = isObject(pattern) ? Object.entries(pattern) : [];
  return {
    alpha: typeof alpha === 'number' && Number.isFinite(alpha) ? alpha : DEFAULT_ALPHA,
    rankStabilised: json['use_rslora'] === true,
    alphas: new Map(
      alphas.flatMap(([end, value]) =>
        typeof value === 'number' && Number.isFinite(value) ? [[end, value] as const] : [],
      ),
    ),
    base: typeof base === 'string' && base !== '' ? base : null,
  };
}

/** Told by its content: browsers rename a second file of a name. */
export function isAdapterConfig(json: unknown): json is Readonly<Record<string, unknown>> {
  return isObject(json) && (Object.hasOwn(json, 'peft_type') || Object.hasOwn(json, 'lora_alpha'));
}
