/** Chinese sentences about number formats, ready graphs and borrowed tokenizers. */
export const zhFormats = {
  'precision.label': '精度',
  'precision.fp32': 'fp32，在所有设备上相同',
  'precision.int8': 'int8，加载时量化线性层',
  'precision.fp16': 'fp16，仅限此显卡',
  'precision.size': '{precision}，占用内存 {bytes}',
  'precision.cosine': '图像嵌入与 fp32 的余弦为 {mean}，最低 {lowest}，基于 {count} 张示例图片',
  'precision.measure': '与 fp32 比较',
  'precision.measuring': '正在与 fp32 比较',
  'precision.failed': '与 fp32 的比较失败：{reason}',
  'error.precision-unavailable':
    'fp16 需要支持半精度的显卡和 WebGPU，此处未使用。请选择 fp32 或 int8。',
} as const;
