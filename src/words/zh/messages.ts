/** What went on or went wrong beside the view, said in a message, in Chinese. */
export const zhMessages = {
  'model.opened': '已加载 {name}。',
  'training.again':
    '第 {number} 列曾由训练修复。训练的结果不在链接里，也随引擎结束：请在“修复”中重新运行。',
  'device.failed': '无法更换设备：{reason}',
  'precision.failed': '与 fp32 的比较失败：{reason}',
  'crash.started-over':
    '加载 {name} 时，浏览器关闭了标签页，可能是内存不足。页面已用内置模型重新开始。',

  'copy.failed': '浏览器不允许页面使用剪贴板。请选中文字后自行复制。',
  'png.failed': '无法绘制图片：{reason} 请减少图片或标签再试。',
  'share.read-bad': '此文件不是本页面保存的设置。请选择它保存的 JSON 文件。',
  'share.read-done': '已读入文件的设置：{count} 个标签。',
  'share.cleared': '此浏览器保存的图片、标签和设置已删除。',
  'storage.failed': '此浏览器不允许页面保存内容，或空间已满。一切可用，但重新加载后会从头开始。',
  'link.bad': '链接的一部分无法读取，已略去：{names}。',
} as const;
