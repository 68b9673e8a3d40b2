/** What went wrong and what to do, by the code of the error, in Chinese. */
export const zhErrors = {
  'error.storage-full':
    '浏览器的存储空间放不下这个文件，还缺 {missing}。请删除已保存的文件，或加载到内存。',
  'error.unknown-model': '模型已不在内存中。请重新加载。',
  'error.invalid-input': '模型无法使用此输入。请修改后重试。',
  'error.runtime-not-fetched':
    '本页负责计算的部分（运行时）没有取到：{cause}请检查网络后重试；已经算出的结果会保留。',
  'runtime.download-status': '服务器对 {url} 的答复是 {status}。',
  'runtime.download-silent': '{url} 已有 {seconds} 秒没有传来任何数据。',
  'runtime.server-busy': '{url} 的服务器太忙（{status}）。',
  'runtime.download-failed': '与 {url} 的连接中断。{detail}',
  'error.runtime-not-started':
    '本页负责计算的部分（运行时）已取到，但没有启动：试了 {tries} 次，最后一次等了 {seconds} 秒。电脑可能太忙：请关闭其他程序和标签页后重试。',
  'error.out-of-memory': '内存不足。请关闭其他标签页，或选择更小的模型。',
  'error.worker-died': '引擎已停止。请重新启动。',
  'error.engine-stuck':
    '{file} 在 {seconds} 秒内没有结束，因此引擎已停止。其他模型会重新加载，此文件不会。请使用来源可信的文件。',
  'error.part-missing':
    '无法获取本页面的一部分（{part}）。请检查网络连接后重试；标签和图片都还在。',
  'error.internal': '出错了：{reason} 请重试。',
  'error.facts': '已知：{facts}。',
} as const;
