/** Chinese sentences about the page's own parts and versions. */
export const zhShell = {
  'part.title': '缺少这一部分',
  'part.missing':
    '无法获取页面的这一部分：网络可能已断开，或服务器上的页面已更新。标签、图片和设置都还在。',
  'part.broken': '页面的这一部分已停止：{reason} 标签、图片和设置都还在。',
  'part.notice': '无法获取所需内容。请检查网络连接后重试；其他内容没有变化。',
  'part.again': '重试',
  'part.reload': '重新加载页面',
} as const;
