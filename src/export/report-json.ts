import type { Comparison } from '../core/checkpoint/compare-models.ts';
import type { LoadReport } from '../core/checkpoint/load-report.ts';
import { loaderAccounts } from '../core/checkpoint/loaders/loader-accounts.ts';
import type { ParameterNumbers } from '../engine/inspecting.ts';

/** What was looked at beside the report itself; `null` where it was not. */
export interface ReportExtras {
  readonly numbers: ParameterNumbers | null;
  readonly comparison: Comparison | null;
}

/** A load report as JSON: every parameter with its provenance, what other loaders say, and what was looked at. */
export function reportAsJson(report: LoadReport, { numbers, comparison }: ReportExtras): string {
  const saved = {
    format: 'zero-shot-playground-load-report',
    version: 1,
    report,
    loaders: loaderAccounts(report),
    ...(numbers && { numbers }),
    ...(comparison && { comparison }),
  };
  return JSON.stringify(saved, null, 1);
}
