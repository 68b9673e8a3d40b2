/** Why a picture, a file, a server or a model was refused, and what to do, by the code of the error, in Chinese. */
export const zhRefusals = {
  'error.picture-unreadable':
    '浏览器无法解码此 {format} 图片（{detail}）。请另存为 PNG 或 JPEG 后再添加。',
  'error.picture-truncated':
    '此 {format} 文件只有 {bytes} 字节，在图片中途结束。请从原处重新复制。',
  'error.picture-too-large':
    '此 {format} 图片像素太多：{width} × {height}；可读取的上限是不到 {limit} 像素。请缩小，例如宽 4,000 像素，再添加。',
  'error.picture-format':
    '此文件的格式是 {format}，浏览器不能显示。请用图片软件打开，另存为 PNG 或 JPEG 后添加。',
  'error.picture-svg': 'SVG 是矢量图，没有像素。请另存为 PNG 后添加。',
  'error.picture-empty': '此文件是空的或无法获取。请选择另一个。',
  'error.picture-not-a-picture': '此文件不是图片。请选择 PNG、JPEG、WebP、GIF、BMP 或 AVIF 文件。',
  'error.download-failed': '文件无法下载。请检查网络后重试，或在另一个标签页中下载后拖到这里。',
  'error.browser-silent':
    '浏览器已有 {seconds} 秒没有回应（{what}）。请重新加载页面；如仍无回应，请重启浏览器。',
  'error.download-silent':
    '服务器已有 {seconds} 秒没有发来任何内容，请求已结束。请重试：文件中已保存的部分不会重新下载。',
  'error.download-status': '服务器的应答是 {status}。请检查地址后重试。',
  'error.download-changed': '下载过程中服务器上的文件被替换了，已下载的部分没有保留。请重新加载。',
  'error.download-wrong-length':
    '服务器发来的文件长度与声明的不符，没有保留任何内容。请检查地址，或稍后再试。',
  'error.download-wrong-hash':
    '收到的内容与模型库所描述的文件不符（SHA-256 不同），已删除。请重新加载，或换一个端点。',
  'error.server-busy': '服务器繁忙（{status}）。已下载的部分已保留，请稍后再试。',
  'error.server-without-ranges':
    '该服务器只能发送整个文件，而此文件的目录在末尾。请直接加载，或选择 .safetensors 文件。',
  'error.hub-address': '“{text}”不是模型库的名称。请输入 owner/name，或粘贴其中某个文件的地址。',
  'error.hub-gated':
    '所有者只向登录并接受条款的人提供这些文件。请在模型库上接受条款，下载文件后拖到这里。',
  'error.hub-not-found': '{repo} 不存在或是私有的。请检查所有者和名称的拼写。',
  'error.hub-listing-invalid': '返回的内容不是文件列表。请检查端点，它必须支持模型库的地址格式。',
  'error.hub-nothing-loadable':
    '{where} 中没有可以作为 CLIP 加载的文件。请选择含有 .safetensors 文件的模型库，或指定文件。',
  'error.kept-in-use':
    '该文件属于一个已加载的模型（也可能在另一个标签页中）。请先移除该列或关闭该标签页，再删除文件。',
  'error.kept-unknown': '没有保存过这个地址的文件。',
  'error.unknown-parameter': '模型没有名为 {name} 的参数。请在列表中查找。',
  'error.patches-unavailable':
    '此模型的文件自带计算图，只为整张图片给出一个向量，不为各个小块给出。请使用“分块”图，它适用于每个模型。',
  'error.too-much-work':
    '此文件要求的工作量超过任何正常文件（{what}，上限 {limit}）。请使用来源可信的文件。',
  'error.training-data':
    '从这些图片和名称中学不到东西（{kind}）。请至少给出两个不同的名称，每个都有一张可读的图片。',
  'error.training-diverged': '训练在第 {step} 步发散：损失为 {loss}。请降低学习率；模型保持原样。',
  'error.precision-unavailable':
    'fp16 需要 WebGPU 和能以半精度正确计算此模型的显卡，此处没有。请选择 fp32 或 int8。',
  'error.onnx-operator':
    '{file} 使用了运算符 {what}，CLIP 的塔都不需要它。请选择 transformers.js 使用的 vision_model 和 text_model 文件。',
  'error.onnx-inputs':
    '{file} 的输入与 CLIP 的塔不符（{what}）。请选择 transformers.js 使用的 vision_model 和 text_model 文件。',
  'error.onnx-outputs':
    '{file} 输出 {what}，而不是唯一的 image_embeds 或 text_embeds。请选择 transformers.js 使用的 vision_model 和 text_model 文件。',
  'error.onnx-joined':
    '{file} 的两个塔在同一个图中，而它的 {name} 也由 {what} 计算得出，因此无法分开。请选择 transformers.js 使用的 vision_model 和 text_model 文件。',
  'error.onnx-whole':
    '{file} 是只能整体运行的现成计算图：无法从中取出 {parameter}。请以 fp32 和它自己的激活函数取用整个一侧，或选择 .safetensors 文件。',
  'error.tokenizer-missing':
    '此检查点没有 tokenizer.json，无法读取标签。请补上它（CLIP 自己的、含 49,408 个词元的分词器在 hub 的 openai/clip-vit-base-patch32 中），或在另一列加载自带 {vocabSize} 个词元分词器的检查点。',
  'error.onnx-elsewhere':
    '此 ONNX 文件并不包含自己的全部权重。请选择自带权重的文件，或 .safetensors 文件。',
  'refused.sign-in':
    '服务器只向有权限的人提供此文件（{status}）。如果您有权限，请在那里登录并下载，然后拖到这里。',
  'refused.missing': '这个地址没有文件（{status}）。请检查拼写，或文件是否已移走。',
  'refused.failed': '服务器出错（{status}）。请稍后再试。',
  'refused.busy': '服务器繁忙（{status}），要求等待 {count} 分钟。已下载的部分已保留，请到时再试。',
  'refused.revision': '{repo} 存在，但没有这个版本。请检查地址中的分支或提交名称。',

  'picture.rows-missing':
    '此 {format} 文件不完整：{height} 行像素中只有 {rows} 行。请从原处重新复制。',
  'picture.memory':
    '内存不足，无法读取这张 {width} × {height} 像素的 {format} 图片（{detail}）。请缩小后再添加。',
  'picture.moved': '浏览器无法再读取此文件：它被移动、更改或删除了（{detail}）。请重新添加。',
  'picture.no-size': '此 {format} 文件已损坏：没有写明图片的大小。请在生成它的软件里重新保存。',
  'picture.format.heic':
    '这是 iPhone 使用的 {format} 图片，此浏览器无法解码。请在手机上选择“设置 > 相机 > 格式 > 兼容性最佳”再拍摄，或把此图片用邮件发给自己，即会转成 JPEG；Safari 可以直接打开。',
  'picture.format.raw':
    '这是相机的原始文件（{format}），尚未生成图片。请导出为 JPEG，或使用相机同时保存的 JPEG。',
  'picture.format.icon':
    '这是图标文件（{format}），一个文件里有几张小图。请用图片软件打开，把最大的一张另存为 PNG。',
  'picture.format.drawing-program':
    '这是 {format} 的文件，带有图层。请在该软件里导出为 PNG 后添加。',
  'picture.format.scientific':
    '这是 {format} 文件，保存的是测量值而不是可看的颜色。请在它自己的软件里选好视图，导出为 PNG。',
  'picture.format.pdf': '{format} 是文档，不是图片。请对其中的图片截图，或把该页导出为 PNG。',
  'picture.not.html': '这是网页，不是图片。请打开它，用图片自己的菜单保存图片，再添加那个文件。',
  'picture.not.video': '这是视频，不是图片。请停在想要的画面，截图后添加。',
  'picture.not.archive': '这是压缩包，不是图片。请解压后添加图片；“评估”可以直接打开压缩包。',
  'error.towers-apart':
    '这两个塔不相配：图像侧以 {image} 维结束，文本侧以 {text} 维结束。请选择以 {image} 维结束的文本塔。',
} as const;
