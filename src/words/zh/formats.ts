/** Chinese sentences about number formats, ready graphs and borrowed tokenizers. */
export const zhFormats = {
  'precision.label': '精度',
  'precision.fp32': 'fp32，在所有设备上相同',
  'precision.int8': 'int8，加载时量化',
  'precision.fp16': 'fp16，仅限此显卡',
  'precision.size': '{precision}，占用内存 {bytes}',
  'precision.cosine': '图像嵌入与 fp32 的余弦为 {mean}，最低 {lowest}，基于 {count} 张示例图片',
  'precision.measure': '与 fp32 比较',
  'precision.measuring': '正在与 fp32 比较',
  'precision.failed': '与 fp32 的比较失败：{reason}',
  'error.precision-unavailable':
    'fp16 需要 WebGPU 和能以半精度正确计算此模型的显卡，此处没有。请选择 fp32 或 int8。',
  'error.onnx-operator':
    '{file} 使用了运算符 {what}，CLIP 的塔都不需要它。请选择 transformers.js 使用的 vision_model 和 text_model 文件。',
  'error.onnx-inputs':
    '{file} 的输入与 CLIP 的塔不符（{what}）。请选择 transformers.js 使用的 vision_model 和 text_model 文件。',
  'error.onnx-outputs':
    '{file} 输出 {what}，而不是唯一的 image_embeds 或 text_embeds。请选择 transformers.js 使用的 vision_model 和 text_model 文件。',
  'error.onnx-whole':
    '{file} 是只能整体运行的现成计算图：无法从中取出 {parameter}。请以 fp32 和它自己的激活函数取用整个一侧，或选择 .safetensors 文件。',
  'formats.untold': '在计算图中，名称无法辨认',
  'formats.ready': '按文件自带的计算图运行：{names}',
  'report.scale-missing': '两个塔的全部 {all} 个参数都来自文件。缺少 logit 尺度：使用 100。',
  'tokenizer.borrowed': '它没有自带分词器，借用了词元数相同的 {name} 的分词器。',
  'error.tokenizer-missing':
    '此检查点没有 tokenizer.json，无法读取标签。请补上它（CLIP 自己的、含 49,408 个词元的分词器在 hub 的 openai/clip-vit-base-patch32 中），或在另一列加载自带 {vocabSize} 个词元分词器的检查点。',
  'verdict.both-towers': '两个塔',
  'same.both-towers': '两个塔都完整；缺少 logit 尺度，用 100 代替。',
  'whole.both-towers': '有两个塔但没有 logit 尺度的文件',
  'rule-leaves.both-towers': '{file}，但这条规则不取 logit 尺度：用 100 代替。',
  'error.onnx-elsewhere':
    '此 ONNX 文件并不包含自己的全部权重。请选择自带权重的文件，或 .safetensors 文件。',
} as const;
