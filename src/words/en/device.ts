/** What the models run on, in English. */
export const enDevice = {
  'device.wasm': 'CPU, {count} thread || CPU, {count} threads',
  'device.choice': 'Runs on',
  'device.auto': 'What is fastest',
  'device.cpu': 'CPU (WASM)',
  'device.gpu': 'Graphics (WebGPU)',
  'device.no-webgpu': 'This browser has no WebGPU, so the CPU is used.',
  'device.no-adapter': 'The browser found no graphics adapter, so the CPU is used.',
  'device.adapter-timeout': 'The graphics adapter did not answer in time, so the CPU is used.',
  'device.device-lost': 'The graphics device was lost, so the CPU is used.',
  'device.out-of-memory': 'The graphics memory was not enough, so the CPU is used.',
  'device.compile-failed':
    'The model could not be compiled for the graphics card, so the CPU is used.',
  'device.self-test-failed':
    'The graphics card gave wrong numbers in the self-test, so the CPU is used.',
  'device.not-isolated': 'The page is not cross-origin isolated, so one thread is used.',
  'device.threads-failed': 'Several threads did not work, so one is used.',
  'device.kernels-failed':
    'The fast part for 8-bit models does not run here, so they are slower, and their scores differ a little from those on other devices.',
  'device.threads-late':
    'The machine was too busy to start several threads, so one is used; several are tried again in a while.',
} as const;
